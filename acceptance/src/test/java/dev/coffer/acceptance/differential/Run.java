package dev.coffer.acceptance.differential;

import java.util.List;

/**
 * What a real program did with a set-up.
 *
 * @param wire what it showed
 * @param asked what it asked helpers, in their diary's words
 * @param output both of its streams, and how it ended
 */
record Run(Wire wire, List<String> asked, String output) {}
