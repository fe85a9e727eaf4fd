package dev.coffer.docker.json;

import java.util.List;

/** A list. */
public record JsonArray(List<JsonValue> items, int start, int end) implements JsonValue {
    public JsonArray {
        items = List.copyOf(items);
    }
}
