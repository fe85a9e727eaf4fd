package dev.coffer.docker.config;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes entries of an {@code auths} map as the docker CLI does. */
final class AuthEntries {
    static final String AUTH = "auth";
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String IDENTITY_TOKEN = "identitytoken";
    static final String REGISTRY_TOKEN = "registrytoken";

    /** What a credential helper takes over from an entry. */
    static final List<String> CREDENTIAL_MEMBERS = List.of(AUTH, USERNAME, PASSWORD, IDENTITY_TOKEN);

    private AuthEntries() {}

    /** The entries in the order of the members; of entries with the same key the last. */
    static List<AuthEntry> readAll(List<JsonMember> members) {
        Map<String, AuthEntry> entries = new LinkedHashMap<>();
        for (JsonMember member : members) {
            String server = member.name().value();
            entries.put(server, read(server, member.value()));
        }
        return List.copyOf(entries.values());
    }

    /** An entry whose credential cannot be used says so; it never fails. */
    private static AuthEntry read(String server, JsonValue value) {
        if (value instanceof JsonNull) {
            return new AuthEntry(server, Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (!(value instanceof JsonObject entry)) {
            return problem(server, Optional.empty(), "the entry is " + value.describe() + ", not an object");
        }
        Optional<Secret> registryToken = Optional.empty();
        try {
            registryToken = text(entry, REGISTRY_TOKEN).map(Secret::ofText);
            return new AuthEntry(server, credential(entry), registryToken, Optional.empty());
        } catch (UnreadableEntryException unreadable) {
            return problem(server, registryToken, String.valueOf(unreadable.getMessage()));
        }
    }

    /** The value of {@code auth}: the base64 form of {@code user:password}. */
    static String encode(String username, Secret password) {
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        byte[] secret = password.copyBytes();
        byte[] pair = Arrays.copyOf(name, name.length + 1 + secret.length);
        pair[name.length] = ':';
        System.arraycopy(secret, 0, pair, name.length + 1, secret.length);
        String encoded = Base64.getEncoder().encodeToString(pair);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(pair, (byte) 0);
        return encoded;
    }

    private static Optional<Credential> credential(JsonObject entry) throws UnreadableEntryException {
        Optional<String> token = text(entry, IDENTITY_TOKEN);
        if (token.isPresent()) {
            return Optional.of(new Credential(Credential.TOKEN_USERNAME, Secret.ofText(token.get())));
        }
        Optional<String> auth = text(entry, AUTH);
        if (auth.isPresent()) {
            return Optional.of(decode(auth.get()));
        }
        Optional<String> username = text(entry, USERNAME);
        Optional<String> password = text(entry, PASSWORD);
        if (username.isEmpty()) {
            if (password.isPresent()) {
                throw new UnreadableEntryException("the entry holds a password without a username");
            }
            return Optional.empty();
        }
        return Optional.of(new Credential(username.get(), Secret.ofText(password.orElse(""))));
    }

    private static Credential decode(String auth) throws UnreadableEntryException {
        byte[] pair = base64(auth);
        try {
            int colon = 0;
            while (colon < pair.length && pair[colon] != ':') {
                colon++;
            }
            if (colon == pair.length) {
                throw new UnreadableEntryException("auth holds no colon between user name and password");
            }
            if (colon == 0) {
                throw new UnreadableEntryException("auth holds no user name");
            }
            int from = colon + 1;
            int to = pair.length;
            while (from < to && pair[from] == 0) {
                from++;
            }
            while (to > from && pair[to - 1] == 0) {
                to--;
            }
            String username = new String(pair, 0, colon, StandardCharsets.UTF_8);
            return new Credential(username, Secret.owning(Arrays.copyOfRange(pair, from, to)));
        } finally {
            Arrays.fill(pair, (byte) 0);
        }
    }

    /** Standard base64 with padding; Go's decoder skips line breaks, and so do we. */
    private static byte[] base64(String text) throws UnreadableEntryException {
        String oneLine = text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\n", "").replace("\r", "");
        if (oneLine.length() % 4 != 0) {
            throw new UnreadableEntryException("auth is not base64 with padding");
        }
        try {
            return Base64.getDecoder().decode(oneLine);
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableEntryException("auth is not base64");
        }
    }

    /** The member's text; empty when it is missing, null or empty. */
    private static Optional<String> text(JsonObject entry, String name) throws UnreadableEntryException {
        Optional<JsonValue> member = entry.getIgnoringCase(name);
        if (member.isEmpty() || member.get() instanceof JsonNull) {
            return Optional.empty();
        }
        if (member.get() instanceof JsonString string) {
            return string.value().isEmpty() ? Optional.empty() : Optional.of(string.value());
        }
        throw new UnreadableEntryException(name + " is " + member.get().describe() + ", not a string");
    }

    private static AuthEntry problem(String server, Optional<Secret> registryToken, String problem) {
        return new AuthEntry(server, Optional.empty(), registryToken, Optional.of(problem));
    }

    private static final class UnreadableEntryException extends Exception {
        UnreadableEntryException(String message) {
            super(message);
        }
    }
}
