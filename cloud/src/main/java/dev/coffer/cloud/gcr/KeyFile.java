package dev.coffer.cloud.gcr;

import com.google.auth.oauth2.GoogleCredentials;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Json;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.places.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A credential file of Google's, read and found harmless: every server that it names may be talked to. The library is
 * given what was checked, written anew, and not the file's own text, which two parsers might read in two ways.
 */
final class KeyFile {
    private static final int MOST_BYTES = 1 << 16;

    private static final String TYPE = "type";
    private static final String EXTERNAL_ACCOUNT = "external_account";
    private static final String CREDENTIAL_SOURCE = "credential_source";
    private static final String EXECUTABLE = "executable";
    private static final String UNIVERSE = "universe_domain";

    /** Users, whose login ends and is renewed by logging in again. */
    private static final Set<String> LOGINS = Set.of("authorized_user", "external_account_authorized_user");

    private static final Set<String> TYPES = Set.of(
            "service_account",
            "authorized_user",
            EXTERNAL_ACCOUNT,
            "external_account_authorized_user",
            "impersonated_service_account");

    /** Fields with a server that is told a secret of Google's. */
    private static final Set<String> TOKEN_SERVERS =
            Set.of("token_uri", "token_url", "token_info_url", "revoke_url", "service_account_impersonation_url");

    /** Fields of a credential source with a server that says who we are elsewhere. */
    private static final Set<String> SUBJECT_SERVERS = Set.of("url", "region_url", "imdsv2_session_token_url");

    private static final String AWS_SERVER = "regional_cred_verification_url";

    /** Google's switch, which its library honours too. */
    private static final String ALLOW_EXECUTABLES = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES";

    private final JsonObject content;
    private final String type;

    private KeyFile(JsonObject content, String type) {
        this.content = content;
        this.type = type;
    }

    /** Why a file is not used. */
    static final class UnusableException extends Exception {
        private final Kind kind;
        private final String remedy;

        UnusableException(Kind kind, String message, String remedy) {
            super(message);
            this.kind = kind;
            this.remedy = remedy;
        }

        Reply.Failure failure() {
            return new Reply.Failure(kind, String.valueOf(getMessage()), remedy);
        }
    }

    /**
     * Reads the file and checks what it names.
     *
     * @return empty when there is no such file
     */
    static Optional<KeyFile> read(Path file, GoogleServers servers, Environment environment) throws UnusableException {
        Optional<byte[]> bytes;
        try {
            bytes = BoundedFile.read(file, MOST_BYTES);
        } catch (IOException unreadable) {
            throw new UnusableException(Kind.UNREACHABLE, Line.of(String.valueOf(unreadable.getMessage())), "");
        }
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(bytes.get(), servers, environment));
        } catch (UnusableException why) {
            throw new UnusableException(why.kind, Line.of(file.toString()) + ": " + why.getMessage(), why.remedy);
        }
    }

    static KeyFile parse(byte[] bytes, GoogleServers servers, Environment environment) throws UnusableException {
        JsonObject content;
        try {
            content = Json.object(bytes);
        } catch (BadJsonException malformed) {
            throw new UnusableException(
                    Kind.DAMAGED, "no credential file: " + malformed.getMessage(), "download or create it anew");
        }
        String type = content.getString(TYPE, "");
        if (!TYPES.contains(type)) {
            throw new UnusableException(
                    Kind.DAMAGED,
                    type.isEmpty()
                            ? "no credential file: it has no type"
                            : "credential files of type " + Line.of(type) + " open no registry of Google's",
                    "");
        }
        new Check(servers, environment).object(content, "");
        return new KeyFile(content, type);
    }

    /** What Google's library makes of it. */
    GoogleCredentials credentials(GoogleTransport transport) throws IOException {
        byte[] checked = JsonWriter.string(content).getBytes(StandardCharsets.UTF_8);
        return GoogleCredentials.fromStream(new ByteArrayInputStream(checked), () -> transport);
    }

    /** True for a person's login, which ends after some time and is renewed by logging in again. */
    boolean isLogin() {
        return LOGINS.contains(type) || LOGINS.contains(sourceType());
    }

    /** True when a program says who we are. What it says may be a token, so it must not be quoted. */
    boolean runsProgram() {
        return Optional.ofNullable(content.getObject(CREDENTIAL_SOURCE))
                .filter(source -> source.has(EXECUTABLE))
                .isPresent();
    }

    /** Whose it is, as far as the file says. */
    String identity() {
        String impersonated = content.getString("service_account_impersonation_url", "");
        if (!impersonated.isEmpty()) {
            int colon = impersonated.lastIndexOf(':');
            return Line.of(impersonated.substring(
                    impersonated.lastIndexOf('/') + 1, Math.max(colon, impersonated.lastIndexOf('/') + 1)));
        }
        return Line.of(
                content.getString("client_email", content.getString("account", content.getString("audience", ""))));
    }

    /** What kind of file it is, for people. */
    String type() {
        return type;
    }

    private String sourceType() {
        JsonObject source = content.getObject("source_credentials");
        return source == null ? "" : source.getString(TYPE, "");
    }

    /** Looks at every field that names a server or a program, at any depth. */
    private record Check(GoogleServers servers, Environment environment) {
        void object(JsonObject object, String path) throws UnusableException {
            for (Map.Entry<String, Object> field : object.entrySet()) {
                String name = path + field.getKey();
                if (field.getValue() instanceof JsonObject inner) {
                    if (field.getKey().equals(CREDENTIAL_SOURCE)) {
                        source(inner, name + ".");
                    }
                    object(inner, name + ".");
                } else if (TOKEN_SERVERS.contains(field.getKey())) {
                    refuse(servers.toTokenServer(text(field.getValue(), name), name));
                } else if (field.getKey().equals(UNIVERSE)) {
                    refuse(servers.toTokenServer("https://" + text(field.getValue(), name), name));
                }
            }
        }

        private void source(JsonObject source, String path) throws UnusableException {
            for (Map.Entry<String, Object> field : source.entrySet()) {
                String name = path + field.getKey();
                if (SUBJECT_SERVERS.contains(field.getKey())) {
                    refuse(servers.toSubjectServer(text(field.getValue(), name), name));
                } else if (field.getKey().equals(AWS_SERVER)) {
                    refuse(servers.toAws(text(field.getValue(), name), name));
                } else if (field.getKey().equals("file")) {
                    subject(text(field.getValue(), name), name);
                } else if (field.getKey().equals("certificate")) {
                    // The library would use a transport of its own for it, without our roots, proxies and limits.
                    throw new UnusableException(Kind.REFUSED, name + " is not supported", "");
                }
            }
            if (source.has(EXECUTABLE)) {
                program(source, path + EXECUTABLE + ".command");
            }
        }

        /** The library would read on without an end, and say less when there is nothing. */
        private static void subject(String file, String name) throws UnusableException {
            try {
                if (BoundedFile.read(Path.of(file), MOST_BYTES).isPresent()) {
                    return;
                }
                throw new UnusableException(Kind.UNREACHABLE, name + " is not there: " + Line.of(file), "");
            } catch (IOException unreadable) {
                throw new UnusableException(
                        Kind.UNREACHABLE, name + ": " + Line.of(String.valueOf(unreadable.getMessage())), "");
            } catch (InvalidPathException noPath) {
                throw new UnusableException(Kind.DAMAGED, name + " is no path: " + Line.of(file), "");
            }
        }

        private void program(JsonObject source, String name) throws UnusableException {
            if (!environment.get(ALLOW_EXECUTABLES).orElse("").equals("1")) {
                throw new UnusableException(
                        Kind.REFUSED,
                        name + " is a program, and running it is not allowed",
                        "if you trust the file: export " + ALLOW_EXECUTABLES + "=1");
            }
            JsonObject executable = source.getObject(EXECUTABLE);
            if (executable == null || !executable.getString("command", "").startsWith("/")) {
                throw new UnusableException(Kind.REFUSED, name + " does not begin with an absolute path", "");
            }
        }

        private static String text(Object value, String name) throws UnusableException {
            if (value instanceof String text) {
                return text;
            }
            throw new UnusableException(Kind.DAMAGED, Line.of(name) + " is no text", "");
        }

        private static void refuse(Optional<GoogleServers.Objection> objection) throws UnusableException {
            if (objection.isPresent()) {
                throw new UnusableException(
                        Kind.REFUSED, objection.get().text(), objection.get().remedy());
            }
        }
    }
}
