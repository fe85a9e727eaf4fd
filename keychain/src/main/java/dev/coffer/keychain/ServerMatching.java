package dev.coffer.keychain;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the text under which a credential lies is compared with the server address that is asked for. */
public enum ServerMatching {
    /** All spellings of a server are one, and a path is answered by its parents, too. */
    COFFER {
        @Override
        public List<String> keys(ServerAddress asked) {
            return asked.lookupOrder();
        }

        @Override
        public List<String> spellings(ServerAddress asked) {
            Set<String> spellings = new LinkedHashSet<>();
            spellings.add(asked.spelling());
            for (String key : asked.lookupOrder()) {
                if (key.equals(ServerAddress.HUB_IDENTITY)) {
                    spellings.add(ServerAddress.HUB_SPELLING);
                }
                for (String end : ENDS) {
                    spellings.add(key + end);
                    if (!key.contains("://")) {
                        spellings.add("https://" + key + end);
                    }
                }
            }
            return List.copyOf(spellings);
        }

        @Override
        public Optional<String> key(String stored) {
            try {
                return Optional.of(ServerAddress.parse(stored).identity());
            } catch (InvalidServerAddressException notOurs) {
                return Optional.empty();
            }
        }
    },

    /** Character by character, as Docker's helpers for the Secret Service and pass do. */
    UPSTREAM {
        @Override
        public List<String> keys(ServerAddress asked) {
            return List.of(asked.spelling());
        }

        @Override
        public List<String> spellings(ServerAddress asked) {
            return keys(asked);
        }

        @Override
        public Optional<String> key(String stored) {
            return Optional.of(stored);
        }
    };

    private static final List<String> ENDS = List.of("", "/", "/v1/", "/v2/");

    /** The keys to look for, the server's own first, its parents' after it. */
    public abstract List<String> keys(ServerAddress asked);

    /**
     * How clients commonly write what {@link #keys} compares: to be asked for where a search by the text is quicker than a
     * look at everything. There may be other spellings.
     */
    public abstract List<String> spellings(ServerAddress asked);

    /** The key of what lies under this text; empty when no server address can ever ask for it. */
    public abstract Optional<String> key(String stored);
}
