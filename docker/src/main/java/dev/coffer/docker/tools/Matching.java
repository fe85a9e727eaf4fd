package dev.coffer.docker.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which entries of a document a tool takes for a question. */
@FunctionalInterface
interface Matching {
    /** The entries that match equally well: none, one, or several of which the tool takes any. */
    List<ConfigEntry> matches(Asking asking, List<ConfigEntry> entries);

    /** The first of the asked keys that is there exactly, even with nothing in it; else all entries of the host. */
    static Matching exactThenHost(UnaryOperator<String> hostOfKey) {
        return (asking, entries) -> {
            for (String wanted : asking.entryKeys()) {
                for (ConfigEntry entry : entries) {
                    if (entry.key().equals(wanted)) {
                        return List.of(entry);
                    }
                }
            }
            List<ConfigEntry> ofHost = new ArrayList<>();
            for (ConfigEntry entry : entries) {
                if (hostOfKey.apply(entry.key()).equals(asking.host())) {
                    ofHost.add(entry);
                }
            }
            return ofHost;
        };
    }

    /** The asked key as it is, and no other. */
    static Matching exact() {
        return (asking, entries) -> entries.stream()
                .filter(entry -> asking.entryKeys().contains(entry.key()))
                .toList();
    }
}
