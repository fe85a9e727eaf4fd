package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Docker's file as docker-maven-plugin asks it, and jkube, whose code began as a copy. A helper hides all entries; only
 * {@code auth} is read of one.
 */
record MavenPluginFile(Variant variant) implements Source {
    private static final String STORE = "credsStore";
    private static final String HELPERS = "credHelpers";

    /**
     * Where the two differ.
     *
     * @param keepsIdentityToken whether the token beside an {@code auth} is kept
     * @param failureIsError whether a helper that fails with another status than 1 ends the look-up with an error
     */
    record Variant(boolean keepsIdentityToken, boolean failureIsError) {
        static final Variant DOCKER_MAVEN_PLUGIN = new Variant(true, true);
        static final Variant JKUBE = new Variant(false, false);
    }

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException {
        Path file = JavaConfig.dockersFile(inquiry);
        return switch (inquiry.files().whole(file)) {
            case Parsed.Missing ignored -> Optional.empty();
            case Parsed.Empty ignored -> Optional.empty();
            case Parsed.Unusable unusable -> throw stopped(file, unusable.why(), inquiry);
            case Parsed.Json json -> {
                if (!(json.value() instanceof JsonObject object)) {
                    throw stopped(file, "is " + json.value().describe(), inquiry);
                }
                yield ask(new JavaConfig(new Holder.InFile(file), object, false), asking.helperKey(), file, inquiry);
            }
        };
    }

    private static StoppedException stopped(Path file, String why, Inquiry inquiry) {
        inquiry.note(file, why);
        return new StoppedException(inquiry.shown(file) + " " + why);
    }

    private Optional<ToolOutcome.Uses> ask(JavaConfig config, String server, Path file, Inquiry inquiry)
            throws StoppedException {
        Optional<String> name = helper(config, server, file, inquiry);
        if (name.isPresent()) {
            return askHelper(name.get(), server, inquiry);
        }
        if (config.member("auths").isEmpty()) {
            return Optional.empty();
        }
        expectObject(config, "auths", file, inquiry);
        List<ConfigEntry> entries = config.entries();
        for (String key : List.of(server, url(server))) {
            for (ConfigEntry entry : entries) {
                if (entry.key().equals(key)) {
                    return read(entry, file, inquiry);
                }
            }
        }
        inquiry.note(file, "has no entry for " + Inquiry.shownKey(server));
        return Optional.empty();
    }

    private static Optional<String> helper(JavaConfig config, String server, Path file, Inquiry inquiry)
            throws StoppedException {
        if (config.member(HELPERS).isPresent()) {
            expectObject(config, HELPERS, file, inquiry);
            @Nullable String named = config.credHelpers().get(server);
            if (named != null) {
                return Optional.of(named);
            }
        }
        Optional<JsonValue> store = config.member(STORE);
        if (store.isPresent() && !(store.get() instanceof JsonString)) {
            throw stopped(file, "has " + store.get().describe() + " in place of " + STORE, inquiry);
        }
        return config.credsStore();
    }

    private static void expectObject(JavaConfig config, String name, Path file, Inquiry inquiry)
            throws StoppedException {
        JsonValue value = config.member(name).orElseThrow();
        if (!(value instanceof JsonObject)) {
            throw stopped(file, "has " + value.describe() + " in place of " + name, inquiry);
        }
    }

    /** Asked for the registry, and after status 1 or an answer without user or secret for its URL. */
    private Optional<ToolOutcome.Uses> askHelper(String name, String server, Inquiry inquiry) throws StoppedException {
        for (String asked : List.of(server, url(server))) {
            JavaHelper helper = new JavaHelper(name, asked);
            switch (helper.run(inquiry)) {
                case HelperReply.Answer answer -> {
                    return Optional.of(helper.uses(JavaAuth.loginOrToken(answer.username(), answer.secret())));
                }
                case HelperReply.Failed failed when failed.status() == 0 -> throw helper.stops("gives no answer");
                case HelperReply.Failed failed
                when failed.status() != 1 -> {
                    if (variant.failureIsError()) {
                        throw helper.stops("failed with status " + failed.status());
                    }
                    return Optional.empty();
                }
                case HelperReply.Absent ignored -> throw helper.stops("cannot be run: there is no such program");
                case HelperReply.Silent ignored -> throw helper.waitsForEver();
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<ToolOutcome.Uses> read(ConfigEntry entry, Path file, Inquiry inquiry) throws StoppedException {
        String shown = "the entry " + Inquiry.shownKey(entry.key());
        if (entry.auth().isEmpty()) {
            inquiry.note(file, shown + " has no auth, and nothing else is read");
            return Optional.empty();
        }
        String decoded = new String(LenientBase64.decode(entry.auth().get()), StandardCharsets.UTF_8);
        ToolCredential login = JavaAuth.login(decoded, entry);
        inquiry.note(file, shown + " is used");
        return Optional.of(new ToolOutcome.Uses(
                variant.keepsIdentityToken() ? JavaAuth.with(login, entry.identityToken()) : login,
                new CredentialPlace.Entry(file, entry.key())));
    }

    private static String url(String server) {
        return server.regionMatches(true, 0, "http", 0, 4) ? server : "https://" + server;
    }
}
