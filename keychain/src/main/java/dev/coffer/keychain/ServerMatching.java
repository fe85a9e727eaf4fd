package dev.coffer.keychain;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.Optional;

/** How the text under which a credential lies is compared with the server address that is asked for. */
public enum ServerMatching {
    /** All spellings of a server are one, and a path is answered by its parents, too. */
    COFFER {
        @Override
        public List<String> keys(ServerAddress asked) {
            return asked.lookupOrder();
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
        public Optional<String> key(String stored) {
            return Optional.of(stored);
        }
    };

    /** The keys to look for, the server's own first, its parents' after it. */
    public abstract List<String> keys(ServerAddress asked);

    /** The key of what lies under this text; empty when no server address can ever ask for it. */
    public abstract Optional<String> key(String stored);
}
