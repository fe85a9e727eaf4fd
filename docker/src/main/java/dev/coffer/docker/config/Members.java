package dev.coffer.docker.config;

import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Edits members of a config.json that are named by a path: {@code auths / reg.example / auth}. Settings and the fields
 * of entries are found without regard to case, the keys of maps (the second step) exactly.
 */
final class Members {
    private static final int MAP_KEY = 1;

    private Members() {}

    /** Sets a member; makes the objects on the way to it. Of duplicates the last is set, which is the one that counts. */
    static JsonDocument put(JsonDocument document, List<String> path, String json) {
        JsonObject object = document.root();
        for (int step = 0; step < path.size(); step++) {
            boolean isLast = step == path.size() - 1;
            Optional<JsonMember> member = lastOf(object, path.get(step), step);
            if (member.isEmpty()) {
                JsonDocument added = document.add(object, path.get(step), isLast ? json : "{}");
                return isLast ? added : put(added, path, json);
            }
            JsonValue value = member.get().value();
            if (isLast) {
                return document.replace(List.of(value), json);
            }
            if (!(value instanceof JsonObject inner)) {
                return put(document.replace(List.of(value), "{}"), path, json);
            }
            object = inner;
        }
        return document;
    }

    /** Removes a member and all its duplicates. */
    static JsonDocument remove(JsonDocument document, List<String> path) {
        JsonDocument edited = document;
        while (true) {
            Optional<Place> place = find(edited.root(), path, 0);
            if (place.isEmpty()) {
                return edited;
            }
            edited = edited.remove(place.get().object(), place.get().member());
        }
    }

    private record Place(JsonObject object, JsonMember member) {}

    private static Optional<Place> find(JsonObject object, List<String> path, int step) {
        for (JsonMember member : object.members()) {
            if (!matches(member, path.get(step), step)) {
                continue;
            }
            if (step == path.size() - 1) {
                return Optional.of(new Place(object, member));
            }
            if (member.value() instanceof JsonObject inner) {
                Optional<Place> place = find(inner, path, step + 1);
                if (place.isPresent()) {
                    return place;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonMember> lastOf(JsonObject object, String name, int step) {
        for (JsonMember member : object.members().reversed()) {
            if (matches(member, name, step)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(JsonMember member, String name, int step) {
        return step == MAP_KEY ? member.name().value().equals(name) : member.isNamedIgnoringCase(name);
    }
}
