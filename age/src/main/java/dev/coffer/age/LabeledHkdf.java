package dev.coffer.age;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * HKDF-SHA-256 that binds each result to a suite of algorithms and a purpose.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9180#section-4">RFC 9180, section 4</a>
 */
final class LabeledHkdf {
    private static final byte[] VERSION = "HPKE-v1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] suite;

    private LabeledHkdf(String name, short... ids) {
        ByteBuffer buffer = ByteBuffer.allocate(name.length() + ids.length * Short.BYTES);
        buffer.put(name.getBytes(StandardCharsets.US_ASCII));
        for (short id : ids) {
            buffer.putShort(id);
        }
        suite = buffer.array();
    }

    /** For use inside a mechanism. */
    static LabeledHkdf ofKem(int kemId) {
        return new LabeledHkdf("KEM", (short) kemId);
    }

    /** For HPKE itself, with this HKDF and the AEAD of the number. */
    static LabeledHkdf ofHpke(int kemId, int kdfId, int aeadId) {
        return new LabeledHkdf("HPKE", (short) kemId, (short) kdfId, (short) aeadId);
    }

    byte[] extract(byte[] salt, String label, byte[] secret) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        byte[] labeled = ByteBuffer.allocate(VERSION.length + suite.length + text.length + secret.length)
                .put(VERSION)
                .put(suite)
                .put(text)
                .put(secret)
                .array();
        try {
            return Hkdf.extract(labeled, salt);
        } finally {
            Arrays.fill(labeled, (byte) 0);
        }
    }

    byte[] expand(byte[] extracted, String label, byte[] info, int length) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        byte[] labeled = ByteBuffer.allocate(Short.BYTES + VERSION.length + suite.length + text.length + info.length)
                .putShort((short) length)
                .put(VERSION)
                .put(suite)
                .put(text)
                .put(info)
                .array();
        return Hkdf.expand(extracted, labeled, length);
    }
}
