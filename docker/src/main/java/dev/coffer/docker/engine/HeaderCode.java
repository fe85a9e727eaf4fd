package dev.coffer.docker.engine;

import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.docker.json.MalformedJsonException;
import java.util.Arrays;
import java.util.Base64;

/** The base64 form of a JSON object in a header. */
final class HeaderCode {
    private HeaderCode() {}

    static String encode(JsonWriter json) {
        byte[] text = json.toByteArray();
        String encoded = Base64.getUrlEncoder().encodeToString(text);
        Arrays.fill(text, (byte) 0);
        return encoded;
    }

    static JsonObject decode(String header) {
        byte[] text;
        try {
            text = Base64.getUrlDecoder().decode(header.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidRegistryAuthException("the header is not base64");
        }
        try {
            return JsonDocument.parse(text).root();
        } catch (MalformedJsonException malformed) {
            throw new InvalidRegistryAuthException(
                    "the header is not the base64 form of JSON: " + malformed.getMessage());
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}
