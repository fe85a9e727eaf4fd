package dev.coffer.docker.tools;

import java.util.List;

/**
 * One question that a tool puts to its files and helpers. A tool may put several, one after the other.
 *
 * @param helperKey the key looked for in {@code credHelpers}
 * @param helperInput the text that a helper is asked for
 * @param entryKeys the keys looked for among the entries, as they are spelled, in this order
 * @param host what the entries' own host parts are compared with when no key is there exactly
 */
record Asking(String helperKey, String helperInput, List<String> entryKeys, String host) {
    Asking {
        entryKeys = List.copyOf(entryKeys);
    }

    /** With a helper asked for the key that it was found under. */
    Asking(String helperKey, List<String> entryKeys, String host) {
        this(helperKey, helperKey, entryKeys, host);
    }

    /** The same text for all. */
    static Asking forKey(String key) {
        return new Asking(key, List.of(key), key);
    }
}
