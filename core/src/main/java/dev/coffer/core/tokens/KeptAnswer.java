package dev.coffer.core.tokens;

import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenMessages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cloud's answer as it is kept.
 *
 * @param key of what it is the answer; so a file that was given another's name shows itself
 * @param at when it came, to the millisecond
 * @param server for whom it was fetched first
 */
record KeptAnswer(
        TokenKey key, Instant at, Cloud cloud, String server, Map<String, String> options, TokenAnswer answer) {
    private static final int FORM = 0x434b0101;
    private static final int MOST_OPTIONS = 100;

    /** The answer as bytes. They may hold a token. */
    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORM);
        out.writeUTF(key.hex());
        out.writeLong(at.toEpochMilli());
        out.writeUTF(cloud.id());
        out.writeUTF(server);
        out.writeInt(options.size());
        for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
            out.writeUTF(option.getKey());
            out.writeUTF(option.getValue());
        }
        out.write(TokenMessages.write(answer));
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote; empty when it is anything else. */
    static Optional<KeptAnswer> decode(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            if (in.readInt() != FORM) {
                return Optional.empty();
            }
            TokenKey key = new TokenKey(in.readUTF());
            Instant at = Instant.ofEpochMilli(in.readLong());
            Optional<Cloud> cloud = Cloud.named(in.readUTF());
            String server = in.readUTF();
            int count = in.readInt();
            if (cloud.isEmpty() || count > MOST_OPTIONS) {
                return Optional.empty();
            }
            Map<String, String> options = new LinkedHashMap<>();
            for (int left = count; left > 0; left--) {
                options.put(in.readUTF(), in.readUTF());
            }
            TokenAnswer answer = TokenMessages.readAnswer(in.readAllBytes());
            return Optional.of(new KeptAnswer(key, at, cloud.get(), server, options, answer));
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
