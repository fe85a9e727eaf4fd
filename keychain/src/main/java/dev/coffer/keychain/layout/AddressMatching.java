package dev.coffer.keychain.layout;

import dev.coffer.api.ServerAddress;
import dev.coffer.keychain.ServerMatching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of the stored server addresses answer for the one that is asked for. */
public enum AddressMatching {
    /** Coffer's own: all spellings of a server are one, and a path is answered by its parents, too. */
    COFFER {
        @Override
        public List<Predicate<String>> preferences(ServerAddress asked) {
            List<Predicate<String>> preferences = new ArrayList<>();
            for (String key : ServerMatching.COFFER.keys(asked)) {
                preferences.add(stored -> key(stored).filter(key::equals).isPresent());
            }
            return preferences;
        }

        @Override
        public Predicate<String> replaced(ServerAddress server) {
            return stored -> key(stored).filter(server.identity()::equals).isPresent();
        }

        @Override
        public Optional<String> key(String stored) {
            return ServerMatching.COFFER.key(stored);
        }
    },

    /**
     * As docker-credential-osxkeychain asks the keychain: scheme and host as given, port and path only where they are
     * given. Where several answer, the same place goes before the others. Erasing takes what would answer.
     */
    OSXKEYCHAIN {
        @Override
        public List<Predicate<String>> preferences(ServerAddress asked) {
            Optional<RegistryUrl> wanted = RegistryUrl.parse(asked.spelling());
            return List.of(replaced(asked), stored -> {
                Optional<RegistryUrl> url = RegistryUrl.parse(stored);
                return wanted.isPresent()
                        && url.isPresent()
                        && wanted.get().isPlainHttp() == url.get().isPlainHttp()
                        && wanted.get().completedBy(url.get()).isSamePlaceAs(url.get());
            });
        }

        @Override
        public Predicate<String> replaced(ServerAddress server) {
            Optional<RegistryUrl> wanted = RegistryUrl.parse(server.spelling());
            return stored -> {
                Optional<RegistryUrl> url = RegistryUrl.parse(stored);
                return wanted.isPresent() && url.isPresent() && wanted.get().isSamePlaceAs(url.get());
            };
        }

        @Override
        public List<Predicate<String>> erased(ServerAddress server) {
            return preferences(server);
        }
    },

    /**
     * As docker-credential-wincred compares: equal addresses first, then those of which the asked one is a shorter form.
     * Storing and erasing take the exact text.
     */
    WINCRED {
        @Override
        public List<Predicate<String>> preferences(ServerAddress asked) {
            Optional<RegistryUrl> wanted = RegistryUrl.parse(asked.spelling());
            if (wanted.isEmpty()) {
                return List.of(asked.spelling()::equals);
            }
            return List.of(stored -> RegistryUrl.parse(stored).equals(wanted), stored -> RegistryUrl.parse(stored)
                    .filter(url -> wanted.get().completedBy(url).equals(url))
                    .isPresent());
        }

        @Override
        public Predicate<String> replaced(ServerAddress server) {
            return server.spelling()::equals;
        }
    };

    /** What may answer, the best first: a later one is asked only when the former ones fit nothing that is stored. */
    public abstract List<Predicate<String>> preferences(ServerAddress asked);

    /** The addresses whose credential a new one for this server takes the place of. */
    public abstract Predicate<String> replaced(ServerAddress server);

    /** The addresses whose credentials go when this server's is erased: of the first that fit anything, all. */
    public List<Predicate<String>> erased(ServerAddress server) {
        return List.of(replaced(server));
    }

    /** What all stored addresses of one server share; empty for one that can never be asked for. */
    public Optional<String> key(String stored) {
        return Optional.of(stored);
    }
}
