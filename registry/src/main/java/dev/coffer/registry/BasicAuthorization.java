package dev.coffer.registry;

import dev.coffer.api.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** User name and password as RFC 7617 writes them, in UTF-8. */
final class BasicAuthorization {
    private BasicAuthorization() {}

    /** The header's value. */
    static String value(Credential credential) {
        return "Basic " + encode(credential);
    }

    static String encode(Credential credential) {
        byte[] user = (credential.username() + ":").getBytes(StandardCharsets.UTF_8);
        byte[] secret = credential.secret().copyBytes();
        byte[] pair = Arrays.copyOf(user, user.length + secret.length);
        System.arraycopy(secret, 0, pair, user.length, secret.length);
        try {
            return Base64.getEncoder().encodeToString(pair);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(pair, (byte) 0);
        }
    }
}
