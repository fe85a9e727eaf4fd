package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files of another implementation, which are described in {@code typage/README.md}. */
final class Typage {
    static final String TEXT = "hello from typage\n";

    private Typage() {}

    static String recipient(String kind) throws IOException {
        return new String(read(kind + ".recipient"), StandardCharsets.US_ASCII).strip();
    }

    static String decrypt(String kind, Identity identity) throws IOException {
        byte[] file = Armor.decode(read(kind + ".age"));
        return new String(Age.decryptWith(identity).decrypt(file), StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Typage.class.getResourceAsStream("/typage/" + name))) {
            return in.readAllBytes();
        }
    }
}
