/** The commands as pages of the manual. */
package dev.coffer.cli.commands.manual;
