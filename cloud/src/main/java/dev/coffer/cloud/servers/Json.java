package dev.coffer.cloud.servers;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON that others wrote. The parser is recursive, so bytes with more brackets than any file or answer of a cloud
 * has are refused before it starts.
 */
public final class Json {
    private static final int MOST_BRACKETS = 500;

    private Json() {}

    /** The object that the bytes are. */
    public static JsonObject object(byte[] bytes) throws BadJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().filter(c -> c == '[' || c == '{').count() > MOST_BRACKETS) {
                throw new BadJsonException("it holds more than " + MOST_BRACKETS + " brackets");
            }
            return JsonParser.object().withLazyNumbers().from(text);
        } catch (CharacterCodingException notUtf8) {
            throw new BadJsonException("it is not UTF-8");
        } catch (JsonParserException notJson) {
            throw new BadJsonException("it is not a JSON object (line " + notJson.getLinePosition() + ", column "
                    + notJson.getCharPosition() + ")");
        }
    }
}
