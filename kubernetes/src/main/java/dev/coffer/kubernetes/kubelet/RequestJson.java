package dev.coffer.kubernetes.kubelet;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the one object of a request. The parser is recursive, so the nesting is measured before it starts. */
final class RequestJson {
    /** A request nests two deep; the rest is for fields to come. */
    private static final int MAX_DEPTH = 32;

    private RequestJson() {}

    static JsonObject object(byte[] bytes) throws InvalidPluginRequestException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidPluginRequestException("the request is not UTF-8");
        }
        if (isDeep(text)) {
            throw new InvalidPluginRequestException("the request is nested deeper than " + MAX_DEPTH);
        }
        try {
            return JsonParser.object().withLazyNumbers().from(text);
        } catch (JsonParserException notJson) {
            // Its message may quote the token.
            throw new InvalidPluginRequestException("the request is not a JSON object (line "
                    + notJson.getLinePosition() + ", column " + notJson.getCharPosition() + ")");
        }
    }

    private static boolean isDeep(String text) {
        int depth = 0;
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
                if (++depth > MAX_DEPTH) {
                    return true;
                }
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return false;
    }
}
