package dev.coffer.cloud.gcr;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON that others wrote. The parser is recursive, so the nesting is measured before it starts. */
final class Json {
    private static final int MOST_NESTED = 32;

    private Json() {}

    /**
     * The object that the bytes are.
     *
     * @throws BadJsonException when they are none; its message never quotes them
     */
    static JsonObject object(byte[] bytes) throws BadJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            requireShallow(text);
            return JsonParser.object().from(text);
        } catch (CharacterCodingException notUtf8) {
            throw new BadJsonException("it is not UTF-8");
        } catch (JsonParserException notJson) {
            throw new BadJsonException("it is not a JSON object (line " + notJson.getLinePosition() + ", column "
                    + notJson.getCharPosition() + ")");
        }
    }

    /** Counts brackets within strings too: no file of Google's has many of them anywhere. */
    private static void requireShallow(String text) throws BadJsonException {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth > MOST_NESTED) {
                throw new BadJsonException("it is nested deeper than " + MOST_NESTED);
            }
        }
    }

    /** Says where the text stops being the JSON that it should be. */
    static final class BadJsonException extends Exception {
        BadJsonException(String message) {
            super(message);
        }
    }
}
