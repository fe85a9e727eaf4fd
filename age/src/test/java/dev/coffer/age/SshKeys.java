package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The keys in {@code ssh/}, which its README describes. */
final class SshKeys {
    static final String PASSPHRASE = "correct horse";

    private SshKeys() {}

    static byte[] file(String name) {
        try (InputStream in = Objects.requireNonNull(SshKeys.class.getResourceAsStream("/ssh/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String publicLine(String name) {
        return new String(file(name + ".pub"), StandardCharsets.US_ASCII).strip();
    }

    static SshIdentity identity(String name) throws AgeException {
        return SshIdentity.parse(file(name), new AnsweringPrompts(PASSPHRASE));
    }
}
