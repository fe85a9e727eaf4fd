package dev.coffer.cli.setup;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.docker.config.DockerConfig;
import java.nio.file.Path;
import java.util.Optional;

/** About which servers a file of logins has its tools ask Coffer. */
sealed interface Reach {
    /** All of them, by {@code credsStore}. */
    static Reach everything() {
        return new Everything();
    }

    /** None: a file whose tools learn of helpers elsewhere, or of none. */
    static Reach nothing() {
        return new Nothing();
    }

    /** That of a link to one server. */
    static Reach of(ServerAddress server) {
        return new OneServer(Coffer.clientAddress(server));
    }

    /** Whether the file has its tools ask so. */
    boolean isIn(DockerConfig config);

    /** The file with its tools asking so. */
    DockerConfig addedTo(DockerConfig config);

    /** The file with its tools asking whom they asked before, as far as they ask Coffer now. */
    DockerConfig takenFrom(DockerConfig config, DockerConfig before);

    /** The file as it counts when its logins are sorted. */
    default DockerConfig sorting(DockerConfig config) {
        return config;
    }

    /** Whether it is about a server. */
    boolean includes(ServerAddress server);

    /** Whether it is about the server of an entry's key, which need be no address. */
    boolean includes(String key);

    /** The helper that was asked so far about all of this. */
    Optional<OldHelper> oldHelper(DockerConfig config);

    /** What adding it does to a file, in words. */
    String describe(Path file);

    /** What there is to take back, in words. */
    String name();

    /** As {@link Reach#everything()}. */
    record Everything() implements Reach {
        @Override
        public boolean isIn(DockerConfig config) {
            return config.credsStore().filter(Clients.COFFER::equals).isPresent();
        }

        @Override
        public DockerConfig addedTo(DockerConfig config) {
            return isIn(config) ? config : config.withCredsStore(Clients.COFFER);
        }

        @Override
        public DockerConfig takenFrom(DockerConfig config, DockerConfig before) {
            if (!isIn(config)) {
                return config;
            }
            return before.credsStore()
                    .filter(suffix -> !suffix.equals(Clients.COFFER))
                    .map(config::withCredsStore)
                    .orElseGet(config::withoutCredsStore);
        }

        @Override
        public boolean includes(ServerAddress server) {
            return true;
        }

        @Override
        public boolean includes(String key) {
            return true;
        }

        @Override
        public Optional<OldHelper> oldHelper(DockerConfig config) {
            return config.credsStore()
                    .filter(suffix -> !suffix.equals(Clients.COFFER))
                    .map(suffix -> new OldHelper(suffix, ServerPattern.EVERYTHING));
        }

        @Override
        public String describe(Path file) {
            return "set \"credsStore\": \"coffer\" in " + file
                    + ", and move the plain-text logins there into the vault, reading each back";
        }

        @Override
        public String name() {
            return "credsStore";
        }
    }

    /**
     * One server, by {@code credHelpers}.
     *
     * @param server as clients ask for it
     */
    record OneServer(ServerAddress server) implements Reach {
        private String key() {
            return server.spelling();
        }

        private Optional<String> helper(DockerConfig config) {
            return Optional.ofNullable(config.credHelpers().get(key()));
        }

        @Override
        public boolean isIn(DockerConfig config) {
            return helper(config).filter(Clients.COFFER::equals).isPresent();
        }

        @Override
        public DockerConfig addedTo(DockerConfig config) {
            return isIn(config) ? config : config.withCredHelper(key(), Clients.COFFER);
        }

        @Override
        public DockerConfig takenFrom(DockerConfig config, DockerConfig before) {
            if (!isIn(config)) {
                return config;
            }
            return helper(before)
                    .filter(suffix -> !suffix.equals(Clients.COFFER))
                    .map(suffix -> config.withCredHelper(key(), suffix))
                    .orElseGet(() -> config.withoutCredHelper(key()));
        }

        /** An empty name asks for plain text; whoever links the server wants that no longer. */
        @Override
        public DockerConfig sorting(DockerConfig config) {
            return helper(config).filter(String::isEmpty).isPresent() ? addedTo(config) : config;
        }

        @Override
        public boolean includes(ServerAddress other) {
            return other.identity().equals(server.identity());
        }

        @Override
        public boolean includes(String key) {
            try {
                return includes(ServerAddress.parse(key));
            } catch (InvalidServerAddressException noAddress) {
                return false;
            }
        }

        @Override
        public Optional<OldHelper> oldHelper(DockerConfig config) {
            return helper(config)
                    .or(config::credsStore)
                    .filter(suffix -> !suffix.isEmpty() && !suffix.equals(Clients.COFFER))
                    .map(suffix -> new OldHelper(suffix, pattern()));
        }

        private ServerPattern pattern() {
            return ServerPattern.parse(server.isHub() ? ServerAddress.HUB_IDENTITY : server.authority());
        }

        @Override
        public String describe(Path file) {
            return "set \"coffer\" for " + key() + " in \"credHelpers\" of " + file
                    + ", and move a plain-text login there into the vault, reading it back";
        }

        @Override
        public String name() {
            return "credHelpers of " + key();
        }
    }

    /** As {@link Reach#nothing()}; all logins of such a file are moved. */
    record Nothing() implements Reach {
        @Override
        public boolean isIn(DockerConfig config) {
            return false;
        }

        @Override
        public DockerConfig addedTo(DockerConfig config) {
            return config;
        }

        @Override
        public DockerConfig takenFrom(DockerConfig config, DockerConfig before) {
            return config;
        }

        @Override
        public boolean includes(ServerAddress server) {
            return true;
        }

        @Override
        public boolean includes(String key) {
            return true;
        }

        @Override
        public Optional<OldHelper> oldHelper(DockerConfig config) {
            return Optional.empty();
        }

        @Override
        public String describe(Path file) {
            return "move the plain-text logins in " + file + " into the vault, reading each back";
        }

        @Override
        public String name() {
            return "nothing";
        }
    }
}
