package dev.coffer;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.api.image.ImageReference;
import dev.coffer.core.Coffer;
import dev.coffer.core.Explanation;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.logins.Logins;
import dev.coffer.core.logins.Memory;
import dev.coffer.docker.tools.Tool;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registry credentials of this user on this machine, whoever keeps them.
 *
 * {@snippet class="dev.coffer.SnippetsTest" region="quick-start"}
 *
 * <p>A look-up asks in this order, and the first that has a login for the server decides:
 * <ol>
 *   <li>Coffer, where the user has set it up: routes, store, last routes. A route that selects the server decides alone.
 *   <li>docker: {@code $DOCKER_AUTH_CONFIG}, then {@code config.json} in {@code $DOCKER_CONFIG} or {@code ~/.docker}; in
 *       each the helper of {@code credHelpers} or {@code credsStore}, then the entries of {@code auths}.
 *   <li>podman, buildah and skopeo: {@code credential-helpers} of {@code registries.conf}; the auth file that
 *       {@code $REGISTRY_AUTH_FILE} names or, without it, {@code containers/auth.json} in {@code $XDG_RUNTIME_DIR} (or
 *       {@code /run/containers/UID/auth.json}) and in {@code $XDG_CONFIG_HOME} (or {@code ~/.config}), and
 *       {@code ~/.dockercfg}.
 *   <li>the cloud that the server's name belongs to (Amazon ECR, Google, Azure), when {@code dev.coffer:coffer-cloud} is
 *       on the class path; it is found by {@link java.util.ServiceLoader}.
 * </ol>
 *
 * <p>An entry for a path serves the images below it and no others; the longest one wins. What cannot be read, run or
 * unlocked is {@link Answer.Failed}, never silently anonymous. To know what another program would use, with its own
 * rules and mistakes, ask {@link #as}.
 *
 * <p>Files are read once and again when they change. Answers that cost a process or a decryption are remembered for a
 * minute, their absence for five seconds, a credential never beyond its end, and no failure at all; many threads with the
 * same question cause one call. A helper has 30 seconds. Runs of helpers are told to the {@link System.Logger} named
 * {@code dev.coffer} at level {@code DEBUG}.
 *
 * <p>An instance is immutable but for what it remembers, secrets among it, and is made to be shared between threads and
 * kept as long as the program runs.
 */
public final class RegistryCredentials implements ImageCredentials {
    private final Environment environment;
    private final Builder settings;
    private volatile Logins logins;

    private RegistryCredentials(Builder settings) {
        this.settings = settings;
        this.environment = settings.environment();
        this.logins = newLogins();
    }

    /** With the environment of this process and the usual limits. Reads nothing yet. */
    public static RegistryCredentials load() {
        return builder().build();
    }

    /**
     * For another environment or other limits.
     *
     * {@snippet class="dev.coffer.SnippetsTest" region="builder"}
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Answer forImage(ImageReference image) {
        return find(ServerAddress.parse(image.repository()));
    }

    /**
     * The credential for a registry.
     *
     * @param server {@code ghcr.io}, {@code localhost:5000}, {@code https://index.docker.io/v1/}
     * @throws InvalidServerAddressException when the text is no server address
     */
    public Answer forServer(String server) {
        return find(ServerAddress.parse(server));
    }

    /**
     * What another program would use on this machine, by a model of its rules and its mistakes. Nothing is remembered;
     * helpers are run as that program would run them, within the limit. Where it picks at random or would fail, the answer
     * is {@link Answer.Failed}.
     *
     * {@snippet class="dev.coffer.SnippetsTest" region="tool"}
     *
     * @param tool in its newest version that is known
     */
    public ImageCredentials as(Tool tool) {
        return new ToolCredentials(tool, environment, settings.limit);
    }

    /**
     * Stores a login in Coffer's store, encrypted, in place of a former one of the same user. It is made on the first
     * login: nothing needs to be installed or set up. Other programs find it once {@code coffer setup} was run.
     *
     * {@snippet class="dev.coffer.SnippetsTest" region="store"}
     *
     * @param server as for {@link #forServer}
     * @throws InvalidServerAddressException when the text is no server address
     * @throws StoreException when the login could not be stored, or a look-up would never find it for the user's routes
     */
    public void store(String server, Credential credential) throws StoreException {
        ServerAddress address = Coffer.clientAddress(ServerAddress.parse(server));
        List<String> notes = new ArrayList<>();
        open().helperStore(notes::add).store(address, credential);
        forget();
        if (!notes.isEmpty()) {
            throw new StoreException(Kind.REFUSED, String.join("; ", notes), "");
        }
    }

    /**
     * Erases all logins to a server from Coffer's store. Docker's and podman's files stay as they are.
     *
     * @param server as for {@link #forServer}
     * @return false when there was none
     * @throws InvalidServerAddressException when the text is no server address
     */
    public boolean erase(String server) throws StoreException {
        boolean erased = open().erase(Coffer.clientAddress(ServerAddress.parse(server)), Optional.empty());
        forget();
        return erased;
    }

    /** The logins in Coffer's store, without secrets: the active one of each server. */
    public List<Entry> list() throws StoreException {
        List<Entry> entries = new ArrayList<>();
        for (Account account : open().accounts().list()) {
            if (account.active()) {
                entries.add(new Entry(account.server(), account.username(), account.expires()));
            }
        }
        return List.copyOf(entries);
    }

    /** Forgets all remembered answers: for when a registry has refused one. */
    public void forget() {
        logins = newLogins();
    }

    private Answer find(ServerAddress server) {
        Explanation found = logins.find(server);
        return switch (found.answer()) {
            case Lookup.Found answer -> new Answer.Found(copy(answer.credential()), answer.origin(), found.steps());
            case Lookup.Absent _ -> new Answer.Anonymous(found.steps());
            case Lookup.Unavailable failure ->
                new Answer.Failed(failure.kind(), failure.why(), failure.whatToDo(), found.steps());
        };
    }

    /** Callers may wipe what they got; what is remembered must outlive that. */
    private static Credential copy(Credential credential) {
        return new Credential(
                credential.username(),
                Secret.owning(credential.secret().copyBytes()),
                credential.expires(),
                credential.realm());
    }

    private Coffer open() throws StoreException {
        try {
            return Coffer.open(environment);
        } catch (IOException failure) {
            throw new StoreException(
                    Kind.REFUSED, String.valueOf(failure.getMessage()), "mend the settings: coffer config", failure);
        }
    }

    private Logins newLogins() {
        return Logins.of(environment, settings.memory(), new HelperLog(), settings.passesOverFailures);
    }

    /** Names nothing of what it knows. */
    @Override
    public String toString() {
        return "RegistryCredentials";
    }

    /** What may be chosen. Not for use by several threads. */
    public static final class Builder {
        private static final Duration MOST_ABSENT = Duration.ofSeconds(5);

        private Map<String, String> variables = System.getenv();
        private Optional<Path> home = Optional.empty();
        private Duration remember = Duration.ofMinutes(1);
        private Duration limit = Duration.ofSeconds(30);
        private InstantSource clock = InstantSource.system();
        private boolean passesOverFailures;

        private Builder() {}

        private Builder(Builder other) {
            variables = Map.copyOf(other.variables);
            home = other.home;
            remember = other.remember;
            limit = other.limit;
            clock = other.clock;
            passesOverFailures = other.passesOverFailures;
        }

        /** The environment variables, in place of those of this process. Helpers get them, too. */
        public Builder environment(Map<String, String> variables) {
            this.variables = Map.copyOf(variables);
            return this;
        }

        /** The home folder, in place of {@code $HOME}; an absolute path. */
        public Builder home(Path home) {
            this.home = Optional.of(home.toAbsolutePath());
            return this;
        }

        /**
         * How long a credential without a known end is remembered, one minute unless set; the answer that there is none at
         * most five seconds. Zero remembers nothing.
         */
        public Builder remember(Duration time) {
            this.remember = notNegative(time);
            return this;
        }

        /** How long a helper, store or cloud may take to answer, 30 seconds unless set. */
        public Builder limit(Duration time) {
            this.limit = notNegative(time);
            return this;
        }

        /**
         * Takes what cannot be read, run or unlocked for empty, and tells so in the explanation only. For programs that
         * must go on, and can live with a registry's refusal that nobody understands.
         */
        public Builder passOverFailures() {
            this.passesOverFailures = true;
            return this;
        }

        /** Reads nothing yet. */
        public RegistryCredentials build() {
            return new RegistryCredentials(new Builder(this));
        }

        Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        private Environment environment() {
            Map<String, String> all = new HashMap<>(variables);
            home.ifPresent(folder -> all.put("HOME", folder.toString()));
            return new Environment(all);
        }

        private Memory memory() {
            Duration absent = remember.compareTo(MOST_ABSENT) < 0 ? remember : MOST_ABSENT;
            return new Memory(remember, absent, limit, clock);
        }

        private static Duration notNegative(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("a time must not be negative: " + time);
            }
            return time;
        }
    }
}
