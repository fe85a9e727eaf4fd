package dev.coffer.cloud.gcr;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.cloud.servers.Json;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of the account that {@code gcloud} is logged in with. gcloud is a Python program that takes a second, so it is
 * run only where somebody has logged in.
 */
final class GcloudLogin implements TokenSource {
    /** The file in gcloud's folder that a login makes. */
    private static final String LOGINS = "credentials.db";

    /** Variables that give gcloud a login of their own. */
    private static final List<String> LOGIN_VARIABLES =
            List.of("CLOUDSDK_AUTH_ACCESS_TOKEN_FILE", "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE");

    private static final int MOST_OUTPUT = 1 << 18;
    /** What gcloud says, with other words around it, when all logins were revoked. */
    private static final String NO_ACCOUNT = "do not currently have an active account";

    private static final String LOGIN = "gcloud auth login";

    private final Path folder;
    private final Environment environment;
    private final InstantSource clock;

    /**
     * Makes a source.
     *
     * @param folder gcloud's own
     */
    GcloudLogin(Path folder, Environment environment, InstantSource clock) {
        this.folder = folder;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "gcloud";
    }

    @Override
    public Reply token(Deadline deadline) {
        boolean hasVariable = LOGIN_VARIABLES.stream()
                .anyMatch(variable -> environment.get(variable).isPresent());
        if (!hasVariable && !Files.exists(folder.resolve(LOGINS))) {
            return new Reply.Nothing("nobody is logged in (there is no "
                    + Line.of(folder.resolve(LOGINS).toString()) + ")");
        }
        return switch (ProgramFinder.on(environment.get("PATH").orElse("")).find("gcloud")) {
            case Search.Found found -> run(found.program(), deadline);
            case Search.Missing missing -> new Reply.Nothing("there is no gcloud on the PATH");
            case Search.Refused refused -> new Reply.Failure(Kind.REFUSED, Line.of(refused.reason()), "");
        };
    }

    private Reply run(Path gcloud, Deadline deadline) {
        Outcome outcome = new ChildProcess(gcloud, "config", "config-helper", "--format=json")
                .environment("CLOUDSDK_CORE_DISABLE_PROMPTS", "1")
                .limit(deadline.left())
                .maxOutput(MOST_OUTPUT)
                .run();
        return switch (outcome) {
            case Outcome.Finished finished when finished.status() == 0 -> read(finished.output());
            case Outcome.Finished finished -> failed(finished);
            case Outcome.CannotStart cannot ->
                new Reply.Failure(Kind.UNREACHABLE, "cannot run it: " + Line.of(cannot.reason()), "");
            case Outcome.TimedOut late ->
                new Reply.Failure(
                        Kind.TIMEOUT, "it took longer than " + late.limit().toSeconds() + " s", "");
            case Outcome.TooMuchOutput much ->
                new Reply.Failure(Kind.DAMAGED, "it wrote more than " + much.maxBytes() + " bytes", "");
            case Outcome.Interrupted interrupted ->
                new Reply.Failure(Kind.TIMEOUT, "it took longer than it had time", "");
        };
    }

    private static Reply failed(Outcome.Finished finished) {
        String words = new String(finished.errors(), StandardCharsets.UTF_8);
        return words.contains(NO_ACCOUNT)
                ? new Reply.Nothing("no account is active")
                : new Reply.Failure(
                        Kind.REFUSED, "it ended with status " + finished.status() + ": " + Line.of(words), LOGIN);
    }

    private Reply read(byte[] output) {
        JsonObject root;
        try {
            root = Json.object(output);
        } catch (BadJsonException malformed) {
            return new Reply.Failure(Kind.DAMAGED, "cannot read its answer: " + malformed.getMessage(), "");
        }
        JsonObject credential = root.getObject("credential", new JsonObject());
        String token = credential.getString("access_token", "");
        Optional<Instant> end = instant(credential.getString("token_expiry", ""));
        if (token.isEmpty()) {
            return new Reply.Failure(Kind.REFUSED, "it gave no token", LOGIN);
        }
        String account = Line.of(root.getObject("configuration", new JsonObject())
                .getObject("properties", new JsonObject())
                .getObject("core", new JsonObject())
                .getString("account", ""));
        return new Reply.Token(
                Secret.ofText(token),
                end.orElseGet(() -> clock.instant().plus(Tokens.UNKNOWN_LIFE)),
                account,
                account.isEmpty() ? "logged in" : "logged in as " + account);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
