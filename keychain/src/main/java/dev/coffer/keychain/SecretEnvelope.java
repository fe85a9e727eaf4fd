package dev.coffer.keychain;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.api.StoreException;
import dev.coffer.api.StoredSecret;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret with its id and metadata as one text, so that a keystore replaces all of it at once and need not hold more
 * than text. {@code docs/keystores.md} describes it.
 *
 * <p>A header of lines, an empty line, the secret. The header begins with the version and says how the secret is
 * written: as it is, or in base64 when it is not UTF-8 or holds NUL.
 */
public final class SecretEnvelope {
    private static final String TEXT = "coffer-secret 1 text";
    private static final String BASE64 = "coffer-secret 1 base64";
    private static final String ID = "id ";
    private static final String METADATA = "meta ";
    private static final String HEX = "0123456789ABCDEF";

    private SecretEnvelope() {}

    /** The text, in UTF-8. The caller should wipe it. */
    public static byte[] encode(SecretId id, Secret secret, Map<String, String> metadata) {
        byte[] plain = secret.copyBytes();
        boolean asText = secret.isText() && indexOf(plain, (byte) 0, 0) < 0;
        byte[] written = asText ? plain : Base64.getEncoder().encode(plain);
        StringBuilder header = new StringBuilder(asText ? TEXT : BASE64).append('\n');
        header.append(ID).append(id).append('\n');
        new TreeMap<>(metadata).forEach((key, value) -> {
            header.append(METADATA).append(escape(key));
            header.append('=').append(escape(value)).append('\n');
        });
        byte[] head = header.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + written.length);
        System.arraycopy(written, 0, whole, head.length, written.length);
        Arrays.fill(plain, (byte) 0);
        Arrays.fill(written, (byte) 0);
        return whole;
    }

    /**
     * What {@link #encode} made the text of.
     *
     * @param place where it was found, for the message
     * @throws StoreException {@link Kind#DAMAGED} when it is something else, or another id's
     */
    public static StoredSecret decode(byte[] envelope, SecretId id, String place) throws StoreException {
        int end = endOfHeader(envelope);
        if (end < 0) {
            throw damaged(place, "is not a secret of coffer");
        }
        String[] lines = text(envelope, end, place).split("\n", -1);
        boolean asText = lines[0].equals(TEXT);
        if (lines.length < 2 || (!asText && !lines[0].equals(BASE64))) {
            throw damaged(place, "is not a secret of coffer, or one of a later version");
        }
        if (!lines[1].equals(ID + id)) {
            throw damaged(place, "holds another secret than its name says");
        }
        Map<String, String> metadata = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(2, lines.length)) {
            int equals = line.indexOf('=');
            if (!line.startsWith(METADATA) || equals < 0) {
                throw damaged(place, "has a header line that cannot be understood");
            }
            metadata.put(
                    unescape(line.substring(METADATA.length(), equals), place),
                    unescape(line.substring(equals + 1), place));
        }
        byte[] written = Arrays.copyOfRange(envelope, end + 2, envelope.length);
        return new StoredSecret(id, asText ? Secret.owning(written) : fromBase64(written, place), metadata);
    }

    /** Where the two line ends are that end the header; -1 when there are none. */
    private static int endOfHeader(byte[] envelope) {
        int at = indexOf(envelope, (byte) '\n', 0);
        while (at >= 0 && (at + 1 >= envelope.length || envelope[at + 1] != '\n')) {
            at = indexOf(envelope, (byte) '\n', at + 1);
        }
        return at;
    }

    private static Secret fromBase64(byte[] written, String place) throws StoreException {
        try {
            return Secret.owning(Base64.getDecoder().decode(written));
        } catch (IllegalArgumentException malformed) {
            throw damaged(place, "holds base64 that is none");
        } finally {
            Arrays.fill(written, (byte) 0);
        }
    }

    private static String text(byte[] bytes, int length, String place) throws StoreException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw damaged(place, "has a header that is not UTF-8");
        }
    }

    /** Percent signs, equals signs and control characters as percent sign and two hex digits. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '%' || c == '=' || c == 0x7f) {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text, String place) throws StoreException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                bytes.write(given[i]);
                continue;
            }
            int high = i + 2 < given.length ? HEX.indexOf(given[i + 1]) : -1;
            int low = i + 2 < given.length ? HEX.indexOf(given[i + 2]) : -1;
            if (high < 0 || low < 0) {
                throw damaged(place, "has a header line that cannot be understood");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] bytes, byte wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static StoreException damaged(String place, String what) {
        return new StoreException(Kind.DAMAGED, place + " " + what, "store it anew or delete it");
    }
}
