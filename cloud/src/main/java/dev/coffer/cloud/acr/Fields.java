package dev.coffer.cloud.acr;

import com.grack.nanojson.JsonObject;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.cloud.servers.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The members of a stranger's JSON object, as far as they are of the kind that was expected. */
record Fields(JsonObject object) {
    /** Reads an object. */
    static Fields of(byte[] json) throws BadJsonException {
        return new Fields(Json.object(json));
    }

    /** The member, if it is a text with something in it. */
    Optional<String> text(String name) {
        return object.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** The member, if it is a whole number, or a text that is one. */
    OptionalLong whole(String name) {
        Object value = object.get(name);
        if (!(value instanceof Number) && !(value instanceof String)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value.toString()));
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /** The first object of a list. */
    Optional<Fields> first(String name) {
        return object.get(name) instanceof List<?> list
                        && !list.isEmpty()
                        && list.getFirst() instanceof JsonObject first
                ? Optional.of(new Fields(first))
                : Optional.empty();
    }

    /** Only that it is one: a member may hold a secret. */
    @Override
    public String toString() {
        return "Fields[redacted]";
    }
}
