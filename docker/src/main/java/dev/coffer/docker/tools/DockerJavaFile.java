package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * docker-java's file, which is decoded when a client is made: one bad entry, and there is no client. Helpers are unknown
 * to it.
 *
 * @param file what was read
 * @param credentials the entries, decoded
 */
record DockerJavaFile(Path file, List<Decoded> credentials) implements Source {
    private static final String EMPTY = "is empty";

    DockerJavaFile {
        credentials = List.copyOf(credentials);
    }

    /** An entry. */
    record Decoded(String key, ToolCredential credential) {}

    /**
     * Reads {@code config.json}, or {@code .dockercfg} beside it when that is not there.
     *
     * @throws StoppedException when something in it is broken
     */
    static DockerJavaFile load(Inquiry inquiry) throws StoppedException {
        Path file = JavaConfig.dockersFile(inquiry);
        if (isFile(file, inquiry)) {
            JsonValue value = value(file, inquiry);
            if (value instanceof JsonObject object) {
                JavaConfig config = new JavaConfig(new Holder.InFile(file), object, false);
                Optional<JsonValue> auths = config.member("auths");
                if (auths.isPresent() && !(auths.get() instanceof JsonObject) && !config.isNull("auths")) {
                    throw unreadable(file, "has " + auths.get().describe() + " in place of auths", inquiry);
                }
                return new DockerJavaFile(file, decode(config.entries()));
            }
            if (!(value instanceof JsonNull)) {
                throw unreadable(file, "is " + value.describe(), inquiry);
            }
        }
        Path flat = file.resolveSibling(".dockercfg");
        if (!isFile(flat, inquiry)) {
            inquiry.note(file, "is not there");
            return new DockerJavaFile(file, List.of());
        }
        if (value(flat, inquiry) instanceof JsonObject object) {
            return new DockerJavaFile(
                    flat, decode(JavaConfig.empty(new Holder.InFile(flat)).entries(object)));
        }
        throw unreadable(flat, "is no map of entries", inquiry);
    }

    private static boolean isFile(Path file, Inquiry inquiry) {
        return inquiry.world().read(file) instanceof FileContent.Bytes;
    }

    private static JsonValue value(Path file, Inquiry inquiry) throws StoppedException {
        return switch (inquiry.files().first(file)) {
            case Parsed.Json json -> json.value();
            case Parsed.Unusable unusable -> throw unreadable(file, unusable.why(), inquiry);
            case Parsed.Missing ignored -> throw unreadable(file, EMPTY, inquiry);
            case Parsed.Empty ignored -> throw unreadable(file, EMPTY, inquiry);
        };
    }

    private static StoppedException unreadable(Path file, String why, Inquiry inquiry) {
        inquiry.note(file, why);
        return new StoppedException(inquiry.shown(file) + " " + why + ", and docker-java makes no client");
    }

    private static List<Decoded> decode(List<ConfigEntry> entries) throws StoppedException {
        List<Decoded> decoded = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            decoded.add(new Decoded(entry.key(), decode(entry)));
        }
        return decoded;
    }

    private static ToolCredential decode(ConfigEntry entry) throws StoppedException {
        Optional<String> username = entry.username();
        Optional<Secret> password = entry.password().map(Secret::ofText);
        if (entry.auth().isPresent()) {
            ToolCredential login = JavaAuth.login(JavaAuth.decoded(entry.auth().get(), entry), entry);
            username = login.username();
            password = login.password();
        }
        return new ToolCredential(
                username,
                password,
                entry.identityToken().map(Secret::ofText),
                entry.registryToken().map(Secret::ofText));
    }

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) {
        Optional<Decoded> match = match(asking.helperKey());
        if (match.isEmpty()) {
            inquiry.note(file, "has no entry for " + Inquiry.shownKey(asking.helperKey()));
            return Optional.empty();
        }
        ToolCredential credential = match.get().credential();
        String shown = "the entry " + Inquiry.shownKey(match.get().key());
        if (isEmpty(credential)) {
            inquiry.note(file, shown + " is empty");
            return Optional.empty();
        }
        inquiry.note(file, shown + " is used");
        return Optional.of(new ToolOutcome.Uses(
                credential, new CredentialPlace.Entry(file, match.get().key())));
    }

    static boolean isEmpty(ToolCredential credential) {
        return credential.username().isEmpty()
                && credential.password().isEmpty()
                && credential.identityToken().isEmpty()
                && credential.registryToken().isEmpty();
    }

    /** The exact key, else the first whose host is the asked one's; for Docker Hub's URL only the exact key. */
    private Optional<Decoded> match(String server) {
        for (Decoded entry : credentials) {
            if (entry.key().equals(server)) {
                return Optional.of(entry);
            }
        }
        if (server.equals(Hub.URL)) {
            return Optional.empty();
        }
        for (Decoded entry : credentials) {
            if (host(entry.key()).equals(host(server))) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static String host(String key) {
        String rest = key;
        for (String scheme : List.of("http://", "https://")) {
            if (key.startsWith(scheme)) {
                rest = key.substring(scheme.length());
            }
        }
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
