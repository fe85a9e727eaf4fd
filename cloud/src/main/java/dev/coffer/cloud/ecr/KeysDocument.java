package dev.coffer.cloud.ecr;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.coffer.api.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Keys as JSON, the way a {@code credential_process} and a container's credential server hand them out. */
final class KeysDocument {
    private KeysDocument() {}

    /**
     * Reads the keys.
     *
     * @param from who wrote it, for messages
     * @param token the name of the member with the session's token
     * @throws AwsFailure when there are none in it, or they have ended
     */
    static AwsCredentials read(byte[] json, String from, String token, InstantSource clock) throws AwsFailure {
        JsonObject document = parse(json, from);
        String id = document.getString("AccessKeyId", "");
        String secret = document.getString("SecretAccessKey", "");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new AwsFailure(Kind.DAMAGED, from + " gave no AccessKeyId or no SecretAccessKey", "");
        }
        Optional<Instant> end = end(document, from);
        if (end.isPresent() && !end.get().isAfter(clock.instant())) {
            throw new AwsFailure(Kind.EXPIRED, from + " gave keys that ended at " + end.get(), "");
        }
        String session = document.getString(token, "");
        return session.isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, session);
    }

    /**
     * Reads what a {@code credential_process} printed.
     *
     * @throws AwsFailure as {@link #read} does, and when it is of another version than 1
     */
    static AwsCredentials readVersion1(byte[] json, String from, InstantSource clock) throws AwsFailure {
        if (!(parse(json, from).get("Version") instanceof Number version) || version.intValue() != 1) {
            throw new AwsFailure(Kind.DAMAGED, from + " printed no document with \"Version\": 1", "");
        }
        return read(json, from, "SessionToken", clock);
    }

    private static Optional<Instant> end(JsonObject document, String from) throws AwsFailure {
        String text = document.getString("Expiration", "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            throw new AwsFailure(Kind.DAMAGED, from + " gave keys with an Expiration that is no time", "");
        }
    }

    private static JsonObject parse(byte[] json, String from) throws AwsFailure {
        try {
            return JsonParser.object().from(new String(json, StandardCharsets.UTF_8));
        } catch (JsonParserException malformed) {
            // The parser's own words may quote the secret.
            throw new AwsFailure(Kind.DAMAGED, from + " gave no JSON object", "");
        }
    }
}
