package dev.coffer.registry;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON of strangers: the parser is recursive, so the nesting is measured before it starts. */
final class Json {
    private static final int MAX_DEPTH = 32;

    private Json() {}

    /** The object that the bytes are. Numbers are not converted until they are asked for. */
    static JsonObject object(byte[] bytes) throws BadJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (depth(text) > MAX_DEPTH) {
                throw new BadJsonException("it is nested deeper than " + MAX_DEPTH);
            }
            return JsonParser.object().withLazyNumbers().from(text);
        } catch (CharacterCodingException notUtf8) {
            throw new BadJsonException("it is not UTF-8");
        } catch (JsonParserException notJson) {
            throw new BadJsonException("it is not a JSON object (line " + notJson.getLinePosition() + ", column "
                    + notJson.getCharPosition() + ")");
        }
    }

    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return deepest;
    }
}
