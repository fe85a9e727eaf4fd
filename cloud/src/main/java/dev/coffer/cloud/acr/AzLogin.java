package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The login of a person by Azure's command line, which renews its tokens by itself. */
final class AzLogin implements Source {
    /** The words by which az says that nobody is logged in. */
    private static final String LOGIN = "az login";

    private static final int MOST_OUTPUT = 1 << 18;

    private final Wanted wanted;
    private final Deadline deadline;
    private final InstantSource clock;

    AzLogin(Wanted wanted, Deadline deadline, InstantSource clock) {
        this.wanted = wanted;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public String element() {
        return LOGIN;
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        if (wanted.routeClient().isPresent()) {
            throw new NotHereException("the route names a client id, and this login is a person's");
        }
        Duration limit = deadline.left();
        if (!limit.isPositive()) {
            throw timeout(Duration.ZERO);
        }
        ChildProcess az = new ChildProcess(program(), arguments(audience))
                .environment("AZURE_CORE_ONLY_SHOW_ERRORS", "true")
                .maxOutput(MOST_OUTPUT)
                .limit(limit);
        return switch (az.run()) {
            case Outcome.Finished finished -> token(finished);
            case Outcome.CannotStart cannot ->
                throw new RefusedException(
                        Kind.UNREACHABLE,
                        "az cannot be started: " + Words.firstLine(cannot.reason(), ""),
                        "az version");
            case Outcome.TimedOut late -> throw timeout(late.limit());
            case Outcome.TooMuchOutput tooMuch ->
                throw new RefusedException(
                        Kind.DAMAGED,
                        "az wrote more than " + tooMuch.maxBytes() + " bytes",
                        "az account get-access-token");
            case Outcome.Interrupted interrupted ->
                throw new RefusedException(Kind.TIMEOUT, "interrupted while az ran", "try again");
        };
    }

    private Path program() throws NotHereException, RefusedException {
        return switch (ProgramFinder.on(wanted.environment().get("PATH").orElse(""))
                .find("az")) {
            case Search.Found found -> found.program();
            case Search.Missing missing -> throw new NotHereException("there is no program az");
            case Search.Refused refused ->
                throw new RefusedException(
                        Kind.REFUSED,
                        "az is not run: " + refused.reason(),
                        "have owner and mode of that file corrected");
        };
    }

    private String[] arguments(String audience) {
        List<String> arguments =
                new ArrayList<>(List.of("account", "get-access-token", "--output", "json", "--resource", audience));
        wanted.routeTenant().ifPresent(tenant -> arguments.addAll(List.of("--tenant", tenant)));
        return arguments.toArray(String[]::new);
    }

    private EntraToken token(Outcome.Finished finished) throws NotHereException, RefusedException {
        if (finished.status() != 0) {
            throw refusal(new String(finished.errors(), StandardCharsets.UTF_8), finished.status());
        }
        try {
            Fields json = Fields.of(finished.output());
            Optional<String> token = json.text("accessToken");
            if (token.isEmpty()) {
                throw unusable("it holds no accessToken");
            }
            Optional<Instant> expires = expires(json);
            if (expires.isPresent() && !expires.get().isAfter(clock.instant())) {
                throw new RefusedException(Kind.EXPIRED, "the token of az ended at " + expires.get(), LOGIN);
            }
            return new EntraToken(
                    Secret.ofText(token.get()),
                    wanted.routeTenant().or(() -> json.text("tenant").filter(Wanted::isTenant)),
                    "");
        } catch (BadJsonException notUnderstood) {
            throw unusable(String.valueOf(notUnderstood.getMessage()));
        } finally {
            Arrays.fill(finished.output(), (byte) 0);
        }
    }

    /** Newer versions say it in seconds; older ones as a local time without a zone only. */
    private static Optional<Instant> expires(Fields json) throws RefusedException {
        OptionalLong seconds = json.whole("expires_on");
        if (seconds.isPresent()) {
            return Optional.of(Instant.ofEpochSecond(Math.clamp(seconds.getAsLong(), 0, Instant.MAX.getEpochSecond())));
        }
        Optional<String> local = json.text("expiresOn");
        if (local.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(local.get().replace(' ', 'T'))
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeParseException malformed) {
            throw unusable("its expiresOn is no time");
        }
    }

    private static NotHereException refusal(String errors, int status) throws RefusedException {
        String words = Words.firstLine(errors, "").replaceFirst("^ERROR: ", "");
        if (words.contains("Please run 'az login' to setup account")) {
            return new NotHereException("nobody is logged in");
        }
        String said = "az ended with status " + status + (words.isEmpty() ? "" : ": " + words);
        RefusedException entra = EntraRefusals.explain(said, "", errors, "CLIENT_ID");
        throw entra.isAudienceUnknown() ? entra : new RefusedException(entra.kind(), said, LOGIN);
    }

    private static RefusedException unusable(String why) {
        return new RefusedException(
                Kind.DAMAGED, "the answer of az cannot be used: " + why, "az account get-access-token");
    }

    private static RefusedException timeout(Duration limit) {
        return new RefusedException(
                Kind.TIMEOUT, "az said nothing within " + limit.toSeconds() + " s", "az account get-access-token");
    }
}
