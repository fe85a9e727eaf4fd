/** The program: entry points, commands, set-up. */
package dev.coffer.cli;
