package dev.coffer.docker.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file or a variable of docker's form as a tool decoded it.
 *
 * @param holder where it is
 * @param entries of {@code auths}; their keys are all different
 * @param credHelpers registry to helper; the helper's name may be empty
 * @param credsStore not empty
 */
record ConfigDocument(
        Holder holder, List<ConfigEntry> entries, Map<String, String> credHelpers, Optional<String> credsStore) {
    ConfigDocument {
        entries = List.copyOf(entries);
        credHelpers = Map.copyOf(credHelpers);
    }

    /** One that says nothing. */
    static ConfigDocument empty(Holder holder) {
        return new ConfigDocument(holder, List.of(), Map.of(), Optional.empty());
    }

    /** True when it names no credential at all; some tools then look for a helper by themselves. */
    boolean isUnset() {
        return entries.isEmpty() && credHelpers.isEmpty() && credsStore.isEmpty();
    }

    /** With another general helper. */
    ConfigDocument withCredsStore(Optional<String> store) {
        return new ConfigDocument(holder, entries, credHelpers, store);
    }

    /** With other entries. */
    ConfigDocument withEntries(List<ConfigEntry> others) {
        return new ConfigDocument(holder, others, credHelpers, credsStore);
    }
}
