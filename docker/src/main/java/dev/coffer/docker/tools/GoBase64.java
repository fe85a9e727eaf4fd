package dev.coffer.docker.tools;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An entry's {@code auth} as Go's {@code base64.StdEncoding} reads it: with padding, line breaks passed over, no URL-safe
 * letters.
 */
final class GoBase64 {
    private GoBase64() {}

    /** The text; empty when this is not base64. */
    static Optional<String> decode(String auth) {
        String plain = auth.replace("\r", "").replace("\n", "");
        if (plain.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(plain);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Takes NULs from both ends. */
    static String withoutNuls(String password) {
        int from = 0;
        int end = password.length();
        while (from < end && password.charAt(from) == '\0') {
            from++;
        }
        while (end > from && password.charAt(end - 1) == '\0') {
            end--;
        }
        return password.substring(from, end);
    }
}
