/** What may follow on a command line, and the few lines with which bash, zsh and fish ask for it. */
package dev.coffer.cli.commands.completion;
