package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.DocumentRules.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code DOCKER_AUTH_CONFIG} as docker reads it since 28.3: {@code {"auths":{"HOST":{"auth":"..."}}}} and no other
 * member. A mistake in it is told on stderr, and the variable does not count.
 */
final class DockerAuthConfig {
    static final String NAME = "DOCKER_AUTH_CONFIG";

    private static final Holder HOLDER = new Holder.InVariable(NAME);
    private static final DocumentRules RULES = new DocumentRules(
            List.of(Part.ENTRIES),
            HelperRules.docker(HelperRules.After.ERROR),
            Matching.exact(),
            Values::docker,
            false);

    private DockerAuthConfig() {}

    /** The variable as a source; empty when it is not set or does not count. */
    static Optional<DocumentSource> open(Inquiry inquiry) {
        Optional<String> text = inquiry.world().environment().get(NAME);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DocumentSource(parse(text.get()), RULES));
        } catch (StoppedException refused) {
            inquiry.note("$" + NAME, "is ignored: " + refused.why());
            return Optional.empty();
        }
    }

    /** Reads its text. */
    static ConfigDocument parse(String text) throws StoppedException {
        JsonValue value;
        try {
            value = JsonReader.readFirst(text);
        } catch (MalformedJsonException malformed) {
            throw new StoppedException("it is not JSON, " + malformed.getMessage());
        }
        if (holdsMore(text, value.end())) {
            throw new StoppedException("it holds more than one JSON object");
        }
        Map<String, ConfigEntry> entries = new LinkedHashMap<>();
        for (JsonMember member : members(value, "the text")) {
            if (!member.isNamedIgnoringCase("auths")) {
                throw new StoppedException("it has a field other than auths");
            }
            for (JsonMember entry : members(member.value(), "auths")) {
                String key = entry.name().value();
                entries.put(key, entry(key, entry.value()));
            }
        }
        return ConfigDocument.empty(HOLDER).withEntries(new ArrayList<>(entries.values()));
    }

    private static ConfigEntry entry(String key, JsonValue value) throws StoppedException {
        String auth = "";
        for (JsonMember member : members(value, "an entry")) {
            if (!member.isNamedIgnoringCase("auth")) {
                throw new StoppedException("an entry has a field other than auth");
            }
            auth = switch (member.value()) {
                case JsonString string -> string.value();
                case JsonNull ignored -> auth;
                default -> throw new StoppedException("an auth is not a string");
            };
        }
        ConfigEntry entry = new ConfigEntry(
                key, Optional.empty(), Optional.empty(), Optional.of(auth), Optional.empty(), Optional.empty());
        if (auth.isEmpty()) {
            throw new StoppedException("the entry " + Inquiry.shownKey(key) + " has no auth");
        }
        if (!Values.isDecodable(entry)) {
            throw new StoppedException("the auth of the entry " + Inquiry.shownKey(key) + " cannot be decoded");
        }
        return entry;
    }

    private static List<JsonMember> members(JsonValue value, String what) throws StoppedException {
        return switch (value) {
            case JsonObject object -> object.members();
            case JsonNull ignored -> List.of();
            default -> throw new StoppedException(what + " is " + value.describe());
        };
    }

    /** As Go's {@code Decoder.More}, to which a closing bracket is no more. */
    private static boolean holdsMore(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() && text.charAt(at) != ']' && text.charAt(at) != '}';
    }
}
