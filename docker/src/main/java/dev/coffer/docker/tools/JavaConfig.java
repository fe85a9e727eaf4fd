package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Docker's form as Java's JSON libraries give it: in the file's order, nothing decoded yet, since the tools differ in
 * what they decode and when.
 *
 * @param holder where it is
 * @param members the top-level members; of duplicates the last
 * @param anyCase whether names are matched without regard to case
 */
record JavaConfig(Holder holder, JsonObject members, boolean anyCase) {
    private static final JsonObject NOTHING = new JsonObject(List.of(), 0, 0);

    /** One without a member. */
    static JavaConfig empty(Holder holder) {
        return new JavaConfig(holder, NOTHING, false);
    }

    /** The file that docker would read: {@code $DOCKER_CONFIG/config.json}, else that of the home folder. */
    static Path dockersFile(Inquiry inquiry) {
        return inquiry.pathIn("DOCKER_CONFIG")
                .orElse(inquiry.world().home().resolve(".docker"))
                .resolve("config.json");
    }

    /** A top-level member. */
    Optional<JsonValue> member(String name) {
        return member(members, name);
    }

    /** True when the member is there and {@code null}. */
    boolean isNull(String name) {
        return member(name).orElse(NOTHING) instanceof JsonNull;
    }

    /** The entries of {@code auths}; none when that is no object. An entry that is no object has nothing in it. */
    List<ConfigEntry> entries() {
        return entries(objectOf("auths"));
    }

    /** The same of an object that holds the entries itself. */
    List<ConfigEntry> entries(JsonObject auths) {
        Map<String, ConfigEntry> entries = new LinkedHashMap<>();
        for (JsonMember member : auths.members()) {
            String key = member.name().value();
            JsonObject entry = member.value() instanceof JsonObject object ? object : NOTHING;
            entries.put(
                    key,
                    new ConfigEntry(
                            key,
                            text(entry, "username"),
                            text(entry, "password"),
                            text(entry, "auth"),
                            text(entry, "identitytoken"),
                            text(entry, "registrytoken")));
        }
        return new ArrayList<>(entries.values());
    }

    /** Registry to helper's name, which may be empty. */
    Map<String, String> credHelpers() {
        Map<String, String> helpers = new LinkedHashMap<>();
        for (JsonMember member : objectOf("credHelpers").members()) {
            if (member.value() instanceof JsonString name) {
                helpers.put(member.name().value(), name.value());
            }
        }
        return helpers;
    }

    /** The general helper's name, which may be empty. */
    Optional<String> credsStore() {
        return text(members, "credsStore");
    }

    private JsonObject objectOf(String name) {
        return member(name).orElse(NOTHING) instanceof JsonObject object ? object : NOTHING;
    }

    private Optional<String> text(JsonObject object, String name) {
        return member(object, name).orElse(NOTHING) instanceof JsonString string
                ? Optional.of(string.value())
                : Optional.empty();
    }

    private Optional<JsonValue> member(JsonObject object, String name) {
        return anyCase ? object.getIgnoringCase(name) : object.get(name);
    }
}
