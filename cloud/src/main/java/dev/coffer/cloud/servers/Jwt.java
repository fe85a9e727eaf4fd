package dev.coffer.cloud.servers;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Secret;
import java.util.Base64;
import java.util.Optional;

/** Reads JWTs (RFC 7519) without verifying them: for ends of life and names that people read, never to trust anybody. */
public final class Jwt {
    private static final int PARTS = 3;

    private Jwt() {}

    /** What the token claims. */
    public static JsonObject claims(String token) throws BadJsonException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new BadJsonException("it is no JWT");
        }
        try {
            return Json.object(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException notBase64) {
            throw new BadJsonException("it is no JWT");
        }
    }

    /** Whose it claims to be. */
    public static Optional<String> subject(Secret token) {
        try {
            return claims(token.text()).get("sub") instanceof String subject && !subject.isEmpty()
                    ? Optional.of(subject)
                    : Optional.empty();
        } catch (BadJsonException opaque) {
            return Optional.empty();
        }
    }
}
