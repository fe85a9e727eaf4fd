package dev.coffer.age;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An entry of the HPKE vectors, which are described in {@code hpke/README.md}. */
final class HpkeVector {
    private final String file;
    private final JsonObject entry;

    private HpkeVector(String file, JsonObject entry) {
        this.file = file;
        this.entry = entry;
    }

    static List<HpkeVector> all() {
        return Stream.of("rfc9180.json", "hpke-pq.json")
                .flatMap(HpkeVector::read)
                .toList();
    }

    private static Stream<HpkeVector> read(String file) {
        try (InputStream in = Objects.requireNonNull(HpkeVector.class.getResourceAsStream("/hpke/" + file))) {
            JsonArray entries = JsonParser.array().from(in);
            return entries.stream().map(entry -> new HpkeVector(file, (JsonObject) entry));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JsonParserException malformed) {
            throw new IllegalArgumentException(file, malformed);
        }
    }

    int kemId() {
        return entry.getInt("kem_id");
    }

    /** With the KDF and the AEAD that age uses. */
    boolean isOfSuiteOfAge() {
        return entry.getInt("kdf_id") == 1 && entry.getInt("aead_id") == 3;
    }

    boolean has(String key) {
        return entry.has(key);
    }

    byte[] bytes(String key) {
        return HexFormat.of().parseHex(entry.getString(key));
    }

    String info() {
        return new String(bytes("info"), StandardCharsets.US_ASCII);
    }

    List<Message> messages() {
        return entry.getArray("encryptions").stream()
                .map(message -> Message.of((JsonObject) message))
                .toList();
    }

    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Message(byte[] associatedData, byte[] nonce, byte[] plaintext, byte[] ciphertext) {
        static Message of(JsonObject message) {
            HexFormat hex = HexFormat.of();
            return new Message(
                    hex.parseHex(message.getString("aad")),
                    hex.parseHex(message.getString("nonce")),
                    hex.parseHex(message.getString("pt")),
                    hex.parseHex(message.getString("ct")));
        }
    }

    @Override
    public String toString() {
        return "%s: kem 0x%04x, kdf %d, aead %d"
                .formatted(file, kemId(), entry.getInt("kdf_id"), entry.getInt("aead_id"));
    }
}
