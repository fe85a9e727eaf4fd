/** The commands of {@code coffer}, one class each, and what they share: printing and the meaning of exit statuses. */
package dev.coffer.cli.commands;
