package dev.coffer.docker.config;

import dev.coffer.api.Credential;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The content of a {@code config.json}. Immutable: each {@code with} method gives a new one, in which only the text of
 * the members concerned differs.
 *
 * <p>Members of the file are found without regard to case and, of duplicates, the last counts, as in the docker CLI.
 * {@link DockerConfigFile} reads and writes the file itself.
 */
public final class DockerConfig {
    /** The largest file that is read. */
    public static final int MAX_BYTES = 16 << 20;

    static final String AUTHS = "auths";
    static final String CREDS_STORE = "credsStore";
    static final String CRED_HELPERS = "credHelpers";
    static final String HTTP_HEADERS = "HttpHeaders";

    private final JsonDocument document;

    private DockerConfig(JsonDocument document) throws MalformedJsonException {
        this.document = document;
        check(CREDS_STORE, JsonString.class, "a string");
        check(AUTHS, JsonObject.class, "an object");
        check(CRED_HELPERS, JsonObject.class, "an object");
        for (JsonMember helper : membersOf(CRED_HELPERS)) {
            if (!(helper.value() instanceof JsonString) && !(helper.value() instanceof JsonNull)) {
                throw document.mistakeAt(helper.value(), "the name of a credential helper is not a string");
            }
        }
    }

    /** A configuration without any setting. */
    public static DockerConfig empty() {
        return of(JsonDocument.empty());
    }

    /**
     * Reads the content of a file; a file of nothing but blanks is an empty configuration, as in the docker CLI.
     *
     * @throws MalformedJsonException when it is not JSON, not UTF-8, not an object, or {@code auths},
     *     {@code credsStore} or {@code credHelpers} have the wrong type
     */
    public static DockerConfig parse(byte[] content) throws MalformedJsonException {
        return isBlank(content) ? empty() : new DockerConfig(JsonDocument.parse(content));
    }

    /**
     * Where the docker CLI has its configuration: in the folder {@code $DOCKER_CONFIG}, else in {@code ~/.docker}.
     *
     * @throws NoHomeException when there is neither
     */
    public static Path path(Environment environment) throws NoHomeException {
        Optional<String> folder = environment.get("DOCKER_CONFIG");
        return folder.isPresent()
                ? Path.of(folder.get(), "config.json")
                : Places.of(environment).home().resolve(".docker").resolve("config.json");
    }

    /** The suffix of the helper that keeps all credentials: {@code pass} for {@code docker-credential-pass}. */
    public Optional<String> credsStore() {
        return document.root()
                .getIgnoringCase(CREDS_STORE)
                .flatMap(DockerConfig::text)
                .filter(suffix -> !suffix.isEmpty());
    }

    /** Helper suffixes by server, in the order of the file. An empty suffix means the plain-text file. */
    public SequencedMap<String, String> credHelpers() {
        SequencedMap<String, String> helpers = new LinkedHashMap<>();
        for (JsonMember member : membersOf(CRED_HELPERS)) {
            helpers.put(member.name().value(), text(member.value()).orElse(""));
        }
        return helpers;
    }

    /** The entries of {@code auths} in the order of the file. */
    public List<AuthEntry> auths() {
        return AuthEntries.readAll(membersOf(AUTHS));
    }

    /** Has one helper keep all credentials. */
    public DockerConfig withCredsStore(String suffix) {
        return of(Members.put(document, List.of(CREDS_STORE), JsonWriter.quote(suffix)));
    }

    /** Without {@code credsStore}, however it is spelled. */
    public DockerConfig withoutCredsStore() {
        return of(Members.remove(document, List.of(CREDS_STORE)));
    }

    /** Has one helper keep the credentials of a server. */
    public DockerConfig withCredHelper(String server, String suffix) {
        return of(Members.put(document, List.of(CRED_HELPERS, server), JsonWriter.quote(suffix)));
    }

    /** Without a helper of its own for the server; an empty {@code credHelpers} goes too. */
    public DockerConfig withoutCredHelper(String server) {
        DockerConfig without = of(Members.remove(document, List.of(CRED_HELPERS, server)));
        return without.credHelpers().isEmpty() ? of(Members.remove(without.document, List.of(CRED_HELPERS))) : without;
    }

    /**
     * Leaves the server's entry without its credential, as the docker CLI does when a helper has it: {@code {}} and what
     * else there was ({@code registrytoken}, unknown members). Adds the marker where there is no entry.
     */
    public DockerConfig withMarker(String server) {
        if (!hasAuth(server)) {
            return of(Members.put(document, List.of(AUTHS, server), "{}"));
        }
        JsonDocument edited = document;
        for (String name : AuthEntries.CREDENTIAL_MEMBERS) {
            edited = Members.remove(edited, List.of(AUTHS, server, name));
        }
        return of(edited);
    }

    /** Without the server's entry. */
    public DockerConfig withoutAuth(String server) {
        return of(Members.remove(document, List.of(AUTHS, server)));
    }

    /**
     * Puts a credential into the file in plain text, as the docker CLI does without a helper. The user name of an identity
     * token is not known, so there is no {@code auth} beside it; podman and skopeo ignore such an entry.
     *
     * @throws IllegalArgumentException when the user name holds a colon, which the format cannot say
     */
    public DockerConfig withPlainText(String server, Credential credential) {
        if (credential.username().indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user name with a colon cannot be kept in config.json");
        }
        DockerConfig marked = withMarker(server);
        JsonDocument edited = marked.document;
        if (credential.isIdentityToken()) {
            String token = JsonWriter.quote(credential.secret().text());
            return of(Members.put(edited, List.of(AUTHS, server, AuthEntries.IDENTITY_TOKEN), token));
        }
        String auth = JsonWriter.quote(AuthEntries.encode(credential.username(), credential.secret()));
        return of(Members.put(edited, List.of(AUTHS, server, AuthEntries.AUTH), auth));
    }

    /** The text of the file. Holds its secrets. */
    public String toText() {
        return document.text();
    }

    /**
     * The text of the file with every secret blanked: {@code auth}, {@code password}, {@code identitytoken} and
     * {@code registrytoken} wherever they stand, and the values of {@code HttpHeaders} that carry a credential.
     */
    public String redacted() {
        List<JsonValue> secrets = new ArrayList<>();
        Redaction.collect(document.root(), secrets);
        return document.replace(secrets, "\"\"").text();
    }

    /** True when both have the same text. */
    public boolean sameTextAs(DockerConfig other) {
        return toText().equals(other.toText());
    }

    /** Edits leave the checked members well-formed. */
    private static DockerConfig of(JsonDocument document) {
        try {
            return new DockerConfig(document);
        } catch (MalformedJsonException ownMistake) {
            throw new IllegalStateException("an edit has made the configuration malformed", ownMistake);
        }
    }

    private static boolean isBlank(byte[] content) {
        for (byte b : content) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private void check(String name, Class<? extends JsonValue> type, String expected) throws MalformedJsonException {
        for (JsonMember member : document.root().members()) {
            boolean wrong = member.isNamedIgnoringCase(name)
                    && !type.isInstance(member.value())
                    && !(member.value() instanceof JsonNull);
            if (wrong) {
                String mistake = name + " is " + member.value().describe() + ", not " + expected;
                throw document.mistakeAt(member.value(), mistake);
            }
        }
    }

    /** The members of a map; Go merges maps of the same name. */
    private List<JsonMember> membersOf(String map) {
        List<JsonMember> members = new ArrayList<>();
        for (JsonMember member : document.root().members()) {
            if (member.isNamedIgnoringCase(map) && member.value() instanceof JsonObject object) {
                members.addAll(object.members());
            }
        }
        return members;
    }

    private boolean hasAuth(String server) {
        for (JsonMember entry : membersOf(AUTHS)) {
            if (entry.name().value().equals(server)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "DockerConfig[" + document.text().length() + " characters]";
    }
}
