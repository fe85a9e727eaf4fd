package dev.coffer.docker.helper;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.platform.terminal.Printable;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes any program a Docker credential helper: serves one invocation out of a {@link CredentialStore}.
 *
 * <pre>{@code
 * void main(String[] args) {
 *     var helper = new HelperServer("docker-credential-mine", "example.com/mine", "1.0", new MyStore());
 *     System.exit(helper.serve(args, System.in, System.out, System.err));
 * }
 * }</pre>
 *
 * <p>Answers are those of docker-credential-helpers 0.9.8, byte for byte, but for this: input may have 1 MiB and may not
 * hide a line break inside an address or a string; the address of {@code store} is trimmed as that of {@code get}; an
 * erase of what is not there succeeds; an expired credential is neither given nor listed; and when a store cannot answer,
 * what was tried and the remedy are added on standard error, in at most five lines. "Not found" is only ever said when there is nothing.
 */
public final class HelperServer {
    /** The environment variable that, set to {@code 1}, has a "not found" explained on standard error. */
    public static final String EXPLAIN_VARIABLE = "COFFER_EXPLAIN";

    /** With the line before and the remedy after them that makes five. */
    private static final int MOST_TRIED_LINES = 3;

    private final String program;
    private final String source;
    private final String version;
    private final CredentialStore store;
    private final boolean explaining;
    private final InstantSource clock;

    /**
     * A helper that explains itself when the environment asks for it.
     *
     * @param program the name of the program: {@code docker-credential-mine}
     * @param source where the program comes from, shown by {@code version}: {@code example.com/mine}
     * @param version the program's version
     * @param store what it serves from; its {@code erase} decides what else goes with a server's credential
     */
    public HelperServer(String program, String source, String version, CredentialStore store) {
        this(program, source, version, store, "1".equals(System.getenv(EXPLAIN_VARIABLE)), InstantSource.system());
    }

    HelperServer(
            String program,
            String source,
            String version,
            CredentialStore store,
            boolean explaining,
            InstantSource clock) {
        this.program = program;
        this.source = source;
        this.version = version;
        this.store = store;
        this.explaining = explaining;
        this.clock = clock;
    }

    /**
     * Serves one invocation.
     *
     * @param args the arguments without the program's name
     * @return the exit status
     */
    public int serve(String[] args, InputStream in, OutputStream out, OutputStream err) {
        try (HelperAnswer answer = answer(args, in)) {
            return answer.writeTo(out, err);
        }
    }

    /** Acts on one invocation and gives the answer as a value. Reads {@code in} only when the action needs it. */
    public HelperAnswer answer(String[] args, InputStream in) {
        if (args.length != 1) {
            return HelperAnswer.failure(usage());
        }
        try {
            return switch (args[0]) {
                case "get" -> get(HelperInput.readAddress(in));
                case "store" -> store(HelperInput.readStoreRequest(in));
                case "erase" -> erase(HelperInput.readAddress(in));
                case "list" -> list();
                case "version", "--version", "-v" -> HelperAnswer.line(program + " (" + source + ") " + version);
                case "--help", "-h" -> HelperAnswer.line(usage());
                default -> HelperAnswer.failure(program + ": unknown action: " + Printable.escape(args[0]));
            };
        } catch (BadInputException bad) {
            return HelperAnswer.failure(String.valueOf(bad.getMessage()));
        } catch (StoreException failure) {
            return unavailable(failure.asLookup());
        }
    }

    private String usage() {
        return "Usage: " + program + " <store|get|erase|list|version>";
    }

    private HelperAnswer get(ServerAddress server) {
        return switch (store.get(Request.of(server))) {
            case Lookup.Found found -> found(server, found.credential());
            case Lookup.Absent(List<Reason> why) -> absent(why);
            case Lookup.Unavailable unavailable -> unavailable(unavailable);
        };
    }

    private HelperAnswer found(ServerAddress server, Credential credential) {
        if (credential.isExpiredAt(clock.instant())) {
            String when = credential.expires().map(Instant::toString).orElse("");
            return unavailable(new Lookup.Unavailable(
                    Kind.EXPIRED,
                    new Reason("the credential for " + server.spelling() + " expired at " + when),
                    "log in to " + server.spelling() + " again"));
        }
        byte[] secret = credential.secret().copyBytes();
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name(Protocol.SERVER_URL).string(server.spelling());
            json.name(Protocol.USERNAME).string(credential.username());
            json.name(Protocol.SECRET).string(secret);
            json.endObject();
            return HelperAnswer.json(json.toByteArray());
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private HelperAnswer absent(List<Reason> why) {
        if (!explaining || why.isEmpty()) {
            return HelperAnswer.failure(Protocol.NOT_FOUND);
        }
        StringBuilder lines = new StringBuilder();
        for (Reason reason : why) {
            lines.append(lines.isEmpty() ? "" : "\n").append(Printable.escape(reason.text()));
        }
        return HelperAnswer.failure(Protocol.NOT_FOUND, lines.toString());
    }

    private static HelperAnswer unavailable(Lookup.Unavailable unavailable) {
        String line = Printable.escape(unavailable.why().text());
        StringBuilder lines = new StringBuilder(line);
        List<Reason> tried = unavailable.tried();
        for (int i = 0; i < tried.size(); i++) {
            // What does not fit shares the last line: clients show this in the midst of their own output.
            lines.append(i < MOST_TRIED_LINES ? "\n" : "; ")
                    .append(Printable.escape(tried.get(i).text()));
        }
        if (!unavailable.whatToDo().isEmpty()) {
            lines.append('\n').append(Printable.escape(unavailable.whatToDo()));
        }
        return HelperAnswer.failure(line, lines.toString());
    }

    private HelperAnswer store(HelperInput.StoreRequest request) throws StoreException {
        store.store(request.server(), request.credential());
        return HelperAnswer.done();
    }

    private HelperAnswer erase(ServerAddress server) throws StoreException {
        store.erase(server);
        return HelperAnswer.done();
    }

    private HelperAnswer list() throws StoreException {
        Instant now = clock.instant();
        Map<String, String> usernames = new TreeMap<>(HelperServer::compareBytes);
        for (Entry entry : store.list()) {
            boolean expired =
                    entry.expires().isPresent() && !entry.expires().get().isAfter(now);
            if (!expired) {
                usernames.put(entry.server(), entry.username());
            }
        }
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            for (Map.Entry<String, String> entry : usernames.entrySet()) {
                json.name(entry.getKey()).string(entry.getValue());
            }
            json.endObject();
            return HelperAnswer.json(json.toByteArray());
        }
    }

    /** Compares as the UTF-8 forms compare, which for characters outside the BMP is not what {@code compareTo} does. */
    private static int compareBytes(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
