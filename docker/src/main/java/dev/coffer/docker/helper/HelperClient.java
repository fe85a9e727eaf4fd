package dev.coffer.docker.helper;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A foreign {@code docker-credential-NAME} as a store: run once for each call, for a limited time and with limited output.
 *
 * <p>The helper is asked for exactly one key, the address as it is spelled; every spelling of Docker Hub is asked for as
 * {@value ServerAddress#HUB_SPELLING}, under which all clients store it. The protocol knows neither expiry nor realm:
 * both are lost in {@link #store}. Habits of old helpers are understood: an empty user name and secret with status 0, and
 * {@code no usernames for}, mean that there is nothing.
 */
public final class HelperClient implements CredentialStore {
    private static final String PROGRAM_PREFIX = "docker-credential-";
    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_OUTPUT = 4 << 20;

    /** What secretservice has put before the server addresses of its list since 0.9.0. */
    private static final String SECRETSERVICE_LABEL = "Registry credentials for ";

    private final String suffix;
    private final ProgramFinder programs;
    private final Optional<Environment> environment;
    private final HelperTrace trace;

    /**
     * The helper of this name, run with the environment of this process.
     *
     * @param suffix what follows {@code docker-credential-}
     * @param programs where it is looked for; it should exclude our own program, which may bear that name
     * @throws IllegalArgumentException when {@link #isHelperName} says that the suffix is none
     */
    public HelperClient(String suffix, ProgramFinder programs) {
        this(suffix, programs, Optional.empty(), HelperTrace.NONE);
    }

    /**
     * The helper of this name, run with these variables and no others.
     *
     * @param trace is told of every run
     * @throws IllegalArgumentException when {@link #isHelperName} says that the suffix is none
     */
    public HelperClient(String suffix, ProgramFinder programs, Environment environment, HelperTrace trace) {
        this(suffix, programs, Optional.of(environment), trace);
    }

    private HelperClient(String suffix, ProgramFinder programs, Optional<Environment> environment, HelperTrace trace) {
        if (!isHelperName(suffix)) {
            throw new IllegalArgumentException(
                    "the name of a credential helper may hold letters, digits, dots, dashes and underscores only");
        }
        this.suffix = suffix;
        this.programs = programs;
        this.environment = environment;
        this.trace = trace;
    }

    /** True when this may follow {@code docker-credential-}: 1 to 64 letters, digits, dots, dashes and underscores. */
    public static boolean isHelperName(String suffix) {
        if (suffix.isEmpty() || suffix.length() > MAX_NAME_LENGTH) {
            return false;
        }
        for (int i = 0; i < suffix.length(); i++) {
            char c = suffix.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String name() {
        return "helper:" + suffix;
    }

    @Override
    public Lookup get(Request request) {
        String key = key(request.server());
        try {
            Reply reply = run("get", key.getBytes(StandardCharsets.UTF_8), request.limit());
            return reply.saysNotFound() ? nothing(key) : read(reply.done(), key);
        } catch (StoreException failure) {
            return failure.asLookup();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Whether the former credential survives a failure is the helper's affair.
     *
     * @throws StoreException {@link Kind#REFUSED} also when the secret is not text, which the protocol cannot carry
     */
    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        if (!credential.secret().isText()) {
            throw new StoreException(Kind.REFUSED, program() + " can only keep secrets that are text", "");
        }
        byte[] secret = credential.secret().copyBytes();
        byte[] input;
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name(Protocol.SERVER_URL).string(key(server));
            json.name(Protocol.USERNAME).string(credential.username());
            json.name(Protocol.SECRET).string(secret);
            json.endObject();
            input = json.toByteArray();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        try {
            run("store", input, Request.DEFAULT_LIMIT).done();
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @return false only when the helper says so: some succeed when there was nothing
     */
    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        Reply reply = run("erase", key(server).getBytes(StandardCharsets.UTF_8), Request.DEFAULT_LIMIT);
        if (reply.status() == 0) {
            return true;
        }
        // Helpers fail in words of their own when there was nothing; a question tells that from a failure.
        if (reply.saysNotFound() || get(Request.of(server)) instanceof Lookup.Absent) {
            return false;
        }
        throw reply.failure();
    }

    @Override
    public List<Entry> list() throws StoreException {
        return list(Request.DEFAULT_LIMIT);
    }

    /** Lists as {@link #list()} does, within a time of the caller's. */
    public List<Entry> list(Duration limit) throws StoreException {
        // The word is what Docker's own client sends; helpers that insist on input get some.
        byte[] output =
                run("list", "unused".getBytes(StandardCharsets.UTF_8), limit).done();
        JsonValue value = parse(output);
        if (value instanceof JsonNull) {
            return List.of();
        }
        if (!(value instanceof JsonObject object)) {
            throw foreignAnswer("the list is " + value.describe() + ", not an object");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonMember member : object.members()) {
            String server = member.name().value();
            String address =
                    server.startsWith(SECRETSERVICE_LABEL) ? server.substring(SECRETSERVICE_LABEL.length()) : server;
            entries.add(new Entry(address, text(member.value(), "a user name"), Optional.empty()));
        }
        return entries;
    }

    private String program() {
        return PROGRAM_PREFIX + suffix;
    }

    private static String key(ServerAddress server) {
        return server.isHub() ? ServerAddress.HUB_SPELLING : server.spelling();
    }

    private Lookup nothing(String key) {
        return new Lookup.Absent(program() + " has nothing for " + key);
    }

    private Lookup read(byte[] output, String key) throws StoreException {
        JsonValue value = parse(output);
        if (!(value instanceof JsonObject object)) {
            throw foreignAnswer("the answer is " + value.describe() + ", not an object");
        }
        String username = text(object, Protocol.USERNAME);
        Secret secret = Secret.ofText(text(object, Protocol.SECRET));
        if (username.isEmpty() && secret.isEmpty()) {
            return nothing(key);
        }
        String server = text(object, Protocol.SERVER_URL);
        return new Lookup.Found(new Credential(username, secret), new Origin(name(), server.isEmpty() ? key : server));
    }

    private JsonValue parse(byte[] output) throws StoreException {
        try {
            return JsonReader.readFirst(new String(output, StandardCharsets.UTF_8));
        } catch (MalformedJsonException malformed) {
            throw foreignAnswer("the answer is not JSON, " + malformed.getMessage());
        } finally {
            Arrays.fill(output, (byte) 0);
        }
    }

    private String text(JsonObject object, String name) throws StoreException {
        Optional<JsonValue> member = object.getIgnoringCase(name);
        return member.isEmpty() ? "" : text(member.get(), name);
    }

    private String text(JsonValue value, String what) throws StoreException {
        return switch (value) {
            case JsonString string -> string.value();
            case JsonNull _ -> "";
            default -> throw foreignAnswer(what + " is " + value.describe() + ", not a string");
        };
    }

    private StoreException foreignAnswer(String what) {
        return new StoreException(
                Kind.DAMAGED,
                program() + " does not speak the credential helper protocol: " + what,
                "run it by hand to see what it answers: " + program() + " list");
    }

    private Reply run(String action, byte[] input, Duration limit) throws StoreException {
        ChildProcess child =
                new ChildProcess(find(), action).input(input).limit(limit).maxOutput(MAX_OUTPUT);
        environment.ifPresent(variables -> child.onlyEnvironment(variables.variables()));
        long start = System.nanoTime();
        Outcome outcome = child.run();
        trace.ended(program(), action, Duration.ofNanos(System.nanoTime() - start), describe(outcome));
        return switch (outcome) {
            case Outcome.Finished finished -> new Reply(program(), finished);
            case Outcome.CannotStart(String reason) ->
                throw new StoreException(
                        Kind.UNREACHABLE, program() + " cannot be started: " + reason, "install it again or remove it");
            case Outcome.TimedOut(Duration time) ->
                throw new StoreException(
                        Kind.TIMEOUT,
                        program() + " did not answer within " + time.toMillis() + " ms",
                        "run it by hand to see what it waits for: " + program() + " list");
            case Outcome.TooMuchOutput(int maxBytes) ->
                throw new StoreException(
                        Kind.DAMAGED,
                        program() + " answered with more than " + maxBytes + " bytes",
                        "run it by hand to see what it answers: " + program() + " list");
            case Outcome.Interrupted() -> throw new StoreException(Kind.TIMEOUT, program() + " was interrupted", "");
        };
    }

    private static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Finished finished -> "status " + finished.status();
            case Outcome.CannotStart _ -> "not started";
            case Outcome.TimedOut _ -> "timed out";
            case Outcome.TooMuchOutput _ -> "too much output";
            case Outcome.Interrupted _ -> "interrupted";
        };
    }

    private Path find() throws StoreException {
        return switch (programs.find(program())) {
            case Search.Found(var program) -> program;
            case Search.Missing() ->
                throw new StoreException(
                        Kind.UNREACHABLE,
                        program() + " is not on the PATH",
                        "install it, or take it out of the settings");
            case Search.Refused(String reason) ->
                throw new StoreException(
                        Kind.REFUSED,
                        program() + " is not run: " + reason,
                        "have root or yourself own it, writable by nobody else");
        };
    }
}
