/** The process that keeps a vault unlocked. */
package dev.coffer.cli.agent;
