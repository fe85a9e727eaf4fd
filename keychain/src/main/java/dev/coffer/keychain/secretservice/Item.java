package dev.coffer.keychain.secretservice;

import java.util.Map;

/**
 * An item as the service describes it, without its secret.
 *
 * @param path its object
 * @param attributes empty, or not the ones it was stored with, when a locked collection does not show them
 * @param modified in seconds since 1970
 */
record Item(String path, Map<String, String> attributes, String label, long modified, boolean locked) {
    /** The attribute's value; empty when it has none. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** True when this was changed after the other one. Times have seconds only, so the later of the list is taken. */
    boolean isNoOlderThan(Item other) {
        return Long.compareUnsigned(modified, other.modified) >= 0;
    }
}
