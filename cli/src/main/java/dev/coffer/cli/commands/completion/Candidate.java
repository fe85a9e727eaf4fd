package dev.coffer.cli.commands.completion;

/**
 * A word that may stand where the cursor is.
 *
 * @param text the word
 * @param description what it is, one line; may be empty
 */
public record Candidate(String text, String description) {}
