package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Docker's file as Spring Boot's buildpack platform asks it. Every {@code auth} is decoded when the file is read, so one
 * bad entry fails all; a helper's failure is a warning.
 *
 * @param config the file
 * @param logins the entries with what is known of user name and password
 */
record SpringBootFile(JavaConfig config, Map<String, ToolCredential> logins) implements Source {
    /**
     * Reads the file.
     *
     * @throws StoppedException when it or an entry is broken
     */
    static SpringBootFile load(Inquiry inquiry) throws StoppedException {
        Path file = JavaConfig.dockersFile(inquiry);
        JavaConfig config =
                switch (inquiry.files().first(file)) {
                    case Parsed.Json json
                    when json.value() instanceof JsonObject object ->
                        new JavaConfig(new Holder.InFile(file), object, false);
                    case Parsed.Unusable unusable -> {
                        inquiry.note(file, unusable.why());
                        throw new StoppedException(inquiry.shown(file) + " " + unusable.why());
                    }
                    default -> JavaConfig.empty(new Holder.InFile(file));
                };
        Map<String, ToolCredential> logins = new LinkedHashMap<>();
        for (ConfigEntry entry : config.entries()) {
            logins.put(entry.key(), login(entry));
        }
        return new SpringBootFile(config, logins);
    }

    private static ToolCredential login(ConfigEntry entry) throws StoppedException {
        String auth = entry.auth().orElse("");
        if (auth.isEmpty()) {
            return new ToolCredential(
                    entry.username(), entry.password().map(Secret::ofText), Optional.empty(), Optional.empty());
        }
        ToolCredential login = JavaAuth.login(JavaAuth.decoded(auth, entry), entry);
        String password = login.password().orElseThrow().text();
        return ToolCredential.of(login.username().orElseThrow(), Secret.ofText(GoBase64.withoutNuls(password)));
    }

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException {
        String server = asking.helperKey();
        String name =
                config.credHelpers().getOrDefault(server, config.credsStore().orElse(""));
        if (!name.isEmpty()) {
            Optional<ToolOutcome.Uses> found = askHelper(new JavaHelper(name, server), inquiry);
            if (found.isPresent()) {
                return found;
            }
        }
        return askEntries(server, inquiry);
    }

    /** It waits for the helper's end before it reads, and takes stderr for a part of the answer. */
    private static Optional<ToolOutcome.Uses> askHelper(JavaHelper helper, Inquiry inquiry) throws StoppedException {
        return switch (helper.run(inquiry)) {
            case HelperReply.Silent ignored -> throw helper.waitsForEver();
            case HelperReply.Answer answer -> {
                if (JavaHelper.fillsPipe(JavaHelper.length(answer) + answer.stderrBytes())) {
                    throw helper.waitsForEver();
                }
                if (answer.stderrBytes() > 0) {
                    inquiry.note("docker-credential-" + helper.name(), "wrote to stderr, which spoils its answer");
                    yield Optional.empty();
                }
                yield Optional.of(helper.uses(JavaAuth.loginOrToken(answer.username(), answer.secret())));
            }
            default -> Optional.empty();
        };
    }

    private Optional<ToolOutcome.Uses> askEntries(String server, Inquiry inquiry) throws StoppedException {
        String where = config.holder().shown(inquiry);
        for (Map.Entry<String, ToolCredential> each : logins.entrySet()) {
            String key = each.getKey();
            if (key.equals(server) || key.endsWith("://" + server)) {
                ToolCredential login = each.getValue();
                String shown = "the entry " + Inquiry.shownKey(key);
                if (login.username().isEmpty() || login.password().isEmpty()) {
                    inquiry.note(where, shown + " lacks a user name or a password");
                    throw new StoppedException(shown + " of " + where + " lacks a user name or a password");
                }
                inquiry.note(where, shown + " is used");
                return Optional.of(new ToolOutcome.Uses(login, config.holder().entry(key)));
            }
        }
        inquiry.note(where, "has no entry for " + Inquiry.shownKey(server));
        return Optional.empty();
    }
}
