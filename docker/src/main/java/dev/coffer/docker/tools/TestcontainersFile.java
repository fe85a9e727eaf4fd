package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Testcontainers' own look-up, in {@code $DOCKER_AUTH_CONFIG} alone or in docker's file. Whatever goes wrong in it is a
 * line in the log, and docker-java's answer is taken.
 */
record TestcontainersFile(JavaConfig config) implements Source {
    private static final String VARIABLE = "DOCKER_AUTH_CONFIG";

    /** Why it gave nothing; the next source is asked. */
    private static final class PassedOverException extends Exception {
        PassedOverException() {
            super(null, null, false, false);
        }
    }

    /** What it would read, without any complaint. */
    static TestcontainersFile load(Inquiry inquiry) {
        String text = inquiry.world().environment().variables().get(VARIABLE);
        if (text != null) {
            inquiry.note("$" + VARIABLE, "is read in place of any file");
            return of(ParsedFiles.parse(text, false), new Holder.InVariable(VARIABLE));
        }
        Path file = JavaConfig.dockersFile(inquiry);
        return of(inquiry.files().first(file), new Holder.InFile(file));
    }

    private static TestcontainersFile of(Parsed parsed, Holder holder) {
        return parsed instanceof Parsed.Json json && json.value() instanceof JsonObject object
                ? new TestcontainersFile(new JavaConfig(holder, object, false))
                : new TestcontainersFile(JavaConfig.empty(holder));
    }

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) {
        String server = asking.helperKey();
        try {
            Optional<String> named = Optional.ofNullable(config.credHelpers().get(server));
            Optional<ToolOutcome.Uses> found =
                    named.isEmpty() ? Optional.empty() : askHelper(new JavaHelper(named.get(), server), inquiry);
            Optional<String> general = config.credsStore().filter(name -> !name.isBlank());
            if (found.isEmpty() && general.isPresent()) {
                found = askHelper(new JavaHelper(general.get(), server), inquiry);
            }
            return found.isPresent() ? found : askEntries(server, inquiry);
        } catch (PassedOverException passedOver) {
            inquiry.note(config.holder().shown(inquiry), "the look-up ends here, and docker-java's answer is taken");
            return Optional.empty();
        }
    }

    /**
     * Status 1 is "not found", whatever the first text that a helper says with it: Testcontainers takes that text for the
     * helper's own way to say so. With any other status, what it printed is taken for an answer, and nothing for an
     * empty one.
     */
    private static Optional<ToolOutcome.Uses> askHelper(JavaHelper helper, Inquiry inquiry) throws PassedOverException {
        HelperReply reply = helper.run(inquiry);
        return switch (reply) {
            case HelperReply.Answer answer ->
                Optional.of(helper.uses(JavaAuth.loginOrToken(answer.username(), answer.secret())));
            case HelperReply.NotFound ignored -> Optional.empty();
            case HelperReply.Failed failed -> failed(failed, helper);
            case HelperReply.Absent ignored -> throw new PassedOverException();
            // After 30 seconds.
            case HelperReply.Silent ignored -> throw new PassedOverException();
        };
    }

    private static Optional<ToolOutcome.Uses> failed(HelperReply.Failed failed, JavaHelper helper)
            throws PassedOverException {
        boolean printedNothing = failed.message().isBlank() && failed.printed().isEmpty();
        if (failed.status() == 1) {
            if (printedNothing) {
                throw new PassedOverException();
            }
            return Optional.empty();
        }
        if (printedNothing) {
            return Optional.of(helper.uses(ToolCredential.of("", Secret.ofText(""))));
        }
        HelperReply.Answer answer = failed.printed().orElseThrow(PassedOverException::new);
        return Optional.of(helper.uses(JavaAuth.loginOrToken(answer.username(), answer.secret())));
    }

    private Optional<ToolOutcome.Uses> askEntries(String server, Inquiry inquiry) throws PassedOverException {
        List<ConfigEntry> entries = config.entries();
        for (ConfigEntry entry : entries) {
            if (entry.key().equals(server) || entry.key().endsWith("://" + server)) {
                ToolCredential credential = read(entry);
                boolean empty = DockerJavaFile.isEmpty(credential);
                inquiry.note(
                        config.holder().shown(inquiry),
                        "the entry " + Inquiry.shownKey(entry.key()) + (empty ? " is empty" : " is used"));
                return empty
                        ? Optional.empty()
                        : Optional.of(
                                new ToolOutcome.Uses(credential, config.holder().entry(entry.key())));
            }
        }
        return Optional.empty();
    }

    /** The fields; {@code auth} only when both user name and password are blank. */
    private static ToolCredential read(ConfigEntry entry) throws PassedOverException {
        ToolCredential fields = new ToolCredential(
                entry.username(),
                entry.password().map(Secret::ofText),
                entry.identityToken().map(Secret::ofText),
                entry.registryToken().map(Secret::ofText));
        boolean noLogin = entry.username().orElse("").isBlank()
                && entry.password().orElse("").isBlank();
        if (!noLogin || entry.auth().orElse("").isBlank()) {
            return fields;
        }
        String decoded;
        try {
            decoded = JavaAuth.decoded(entry.auth().get(), entry);
        } catch (StoppedException noBase64) {
            throw new PassedOverException();
        }
        int colon = decoded.indexOf(':');
        // Without a colon the engine gets auth as it is, and does not read it.
        return colon < 0
                ? fields
                : new ToolCredential(
                        Optional.of(decoded.substring(0, colon)),
                        Optional.of(Secret.ofText(decoded.substring(colon + 1))),
                        fields.identityToken(),
                        fields.registryToken());
    }
}
