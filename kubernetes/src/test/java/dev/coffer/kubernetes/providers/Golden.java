package dev.coffer.kubernetes.providers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files that were looked at by a person once, and must not change by accident. */
final class Golden {
    private Golden() {}

    static String text(String name) {
        try (InputStream file = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
