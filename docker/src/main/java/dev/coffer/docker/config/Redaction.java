package dev.coffer.docker.config;

import dev.coffer.docker.json.JsonArray;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import java.util.List;
import java.util.Locale;

/** Finds the values of a config.json that a copy must not show. */
final class Redaction {
    private static final List<String> SECRET_MEMBERS =
            List.of(AuthEntries.AUTH, AuthEntries.PASSWORD, AuthEntries.IDENTITY_TOKEN, AuthEntries.REGISTRY_TOKEN);
    private static final List<String> SECRET_HEADER_WORDS =
            List.of("auth", "token", "secret", "password", "cookie", "key");

    private Redaction() {}

    /**
     * Collects the secret values at any depth: an unknown place is no reason to show what is named like a secret. A
     * member that is itself an object ({@code auth} as a server's key) is looked into instead.
     */
    static void collect(JsonValue value, List<JsonValue> secrets) {
        switch (value) {
            case JsonObject object -> {
                for (JsonMember member : object.members()) {
                    collectFrom(member, secrets);
                }
            }
            case JsonArray array -> {
                for (JsonValue item : array.items()) {
                    collect(item, secrets);
                }
            }
            default -> {}
        }
    }

    private static void collectFrom(JsonMember member, List<JsonValue> secrets) {
        JsonValue value = member.value();
        if (member.isNamedIgnoringCase(DockerConfig.HTTP_HEADERS) && value instanceof JsonObject headers) {
            for (JsonMember header : headers.members()) {
                if (carriesCredential(header.name().value())) {
                    secrets.add(header.value());
                }
            }
        } else if (SECRET_MEMBERS.stream().anyMatch(member::isNamedIgnoringCase)
                && !(value instanceof JsonObject)
                && !(value instanceof JsonNull)) {
            secrets.add(value);
        } else {
            collect(value, secrets);
        }
    }

    /** {@code Authorization}, {@code X-Meta-Auth-Token}, {@code PRIVATE-TOKEN}, {@code Cookie}, {@code X-API-Key}. */
    private static boolean carriesCredential(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        return SECRET_HEADER_WORDS.stream().anyMatch(lower::contains);
    }
}
