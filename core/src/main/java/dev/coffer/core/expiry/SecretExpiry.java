package dev.coffer.core.expiry;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonNumber;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The end that a secret names itself: {@code exp} of a JWT (RFC 7519, section 4.1.4), or {@code expiration} of a
 * password of Amazon ECR, which is base64 of JSON. Nothing is verified: whoever stores a secret is believed about it.
 */
public final class SecretExpiry {
    /** How base64 of JSON begins: <code>{"</code>. A password almost never does, so that most cost a glance. */
    private static final String BEGINNING = "eyJ";

    private static final int MOST_BYTES = 1 << 16;

    /** The end of the year 9999: what claims to last longer does not end. */
    private static final long LATEST = 253_402_300_799L;

    private SecretExpiry() {}

    /** The credential with the end that its secret names, unless it has one already. */
    public static Credential dated(Credential credential) {
        if (credential.expires().isPresent()) {
            return credential;
        }
        Optional<Instant> end = of(credential.secret());
        return end.isEmpty()
                ? credential
                : new Credential(credential.username(), credential.secret(), end, credential.realm());
    }

    /** When the secret ends by its own words. */
    public static Optional<Instant> of(Secret secret) {
        if (secret.length() < BEGINNING.length() || secret.length() > MOST_BYTES) {
            return Optional.empty();
        }
        String text = secret.text();
        if (!text.startsWith(BEGINNING)) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        return switch (parts.length) {
            case 3 -> end(Base64.getUrlDecoder(), parts[1], "exp");
            case 1 -> end(Base64.getDecoder(), text, "expiration");
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> end(Base64.Decoder decoder, String base64, String name) {
        try {
            JsonValue json = JsonReader.read(new String(decoder.decode(base64), StandardCharsets.UTF_8));
            return json instanceof JsonObject object && object.get(name).orElse(json) instanceof JsonNumber number
                    ? instant(number.text())
                    : Optional.empty();
        } catch (IllegalArgumentException | MalformedJsonException noToken) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970. RFC 7519 allows a fraction, which is dropped. */
    private static Optional<Instant> instant(String number) {
        int point = number.indexOf('.');
        try {
            long seconds = Long.parseLong(point < 0 ? number : number.substring(0, point));
            return seconds > 0 && seconds <= LATEST ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }
}
