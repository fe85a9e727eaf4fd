package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files of another implementation, which are described in {@code typage/README.md}. */
public final class Typage {
    public static final String HYBRID_IDENTITY =
            "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";

    public static final String TEXT = "hello from typage\n";

    private Typage() {}

    public static String recipient(String kind) throws IOException {
        return new String(read(kind + ".recipient"), StandardCharsets.US_ASCII).strip();
    }

    static String decrypt(String kind, Identity identity) throws IOException {
        byte[] plaintext = Age.decryptWith(identity).decrypt(Armor.decode(armored(kind)));
        return new String(plaintext, StandardCharsets.UTF_8);
    }

    /** The text, encrypted to the recipient. */
    public static byte[] armored(String kind) throws IOException {
        return read(kind + ".age");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Typage.class.getResourceAsStream("/typage/" + name))) {
            return in.readAllBytes();
        }
    }
}
