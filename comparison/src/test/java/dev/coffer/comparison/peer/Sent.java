package dev.coffer.comparison.peer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a tool sends; the parts that it has not are null, as in the tools' own types.
 *
 * @param identityToken a refresh token
 */
public record Sent(
        @Nullable String username,
        @Nullable String password,
        @Nullable String identityToken,
        @Nullable String registryToken) {
    private static final String NOTHING = "-";

    /** No part at all. */
    static final Sent ANONYMOUS = new Sent(null, null, null, null);

    /** A user name and a password. */
    static Sent of(String username, String password) {
        return new Sent(username, password, null, null);
    }

    /** One line, parts separated by single blanks. */
    String line() {
        return coded(username) + " " + coded(password) + " " + coded(identityToken) + " " + coded(registryToken);
    }

    /** What {@link #line} made. */
    public static Sent ofLine(String line) {
        String[] parts = line.split(" ", -1);
        return new Sent(decoded(parts[0]), decoded(parts[1]), decoded(parts[2]), decoded(parts[3]));
    }

    private static String coded(@Nullable String text) {
        return text == null ? NOTHING : "=" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String decoded(String part) {
        return part.equals(NOTHING)
                ? null
                : new String(Base64.getDecoder().decode(part.substring(1)), StandardCharsets.UTF_8);
    }
}
