package dev.coffer.cloud.acr;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object of a stranger. The parser is recursive, so bytes with more brackets than any of Azure's answers has are
 * refused before it starts.
 */
final class Json {
    private static final int MOST_BRACKETS = 500;

    private final JsonObject object;

    private Json(JsonObject object) {
        this.object = object;
    }

    /** Reads an object. */
    static Json of(byte[] bytes) throws BadJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().filter(c -> c == '[' || c == '{').count() > MOST_BRACKETS) {
                throw new BadJsonException("it holds more than " + MOST_BRACKETS + " brackets");
            }
            return new Json(JsonParser.object().withLazyNumbers().from(text));
        } catch (CharacterCodingException notUtf8) {
            throw new BadJsonException("it is not UTF-8");
        } catch (JsonParserException notJson) {
            throw new BadJsonException("it is not a JSON object (line " + notJson.getLinePosition() + ", column "
                    + notJson.getCharPosition() + ")");
        }
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
    Optional<Json> first(String name) {
        return object.get(name) instanceof java.util.List<?> list
                        && !list.isEmpty()
                        && list.getFirst() instanceof JsonObject first
                ? Optional.of(new Json(first))
                : Optional.empty();
    }
}
