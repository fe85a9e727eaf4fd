package dev.coffer.docker.json;

import java.util.List;
import java.util.Optional;

/**
 * An object.
 *
 * @param members all members in the order of the text, duplicates included
 */
public record JsonObject(List<JsonMember> members, int start, int end) implements JsonValue {
    public JsonObject {
        members = List.copyOf(members);
    }

    /** The member of exactly this name; of duplicates the last. */
    public Optional<JsonValue> get(String name) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).name().value().equals(name)) {
                return Optional.of(members.get(i).value());
            }
        }
        return Optional.empty();
    }

    /** The member of this name in upper or lower case, as Go programs look members up; of duplicates the last. */
    public Optional<JsonValue> getIgnoringCase(String name) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).isNamedIgnoringCase(name)) {
                return Optional.of(members.get(i).value());
            }
        }
        return Optional.empty();
    }
}
