package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.StoreException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Failures that a person can act upon. */
final class Failing {
    private Failing() {}

    static StoreException assertFails(Executable action, String kind, String text) {
        StoreException failure = Assertions.assertThrows(StoreException.class, action);
        assertThat(failure.kind()).hasToString(kind);
        assertThat(failure).hasMessageContaining(text);
        return failure;
    }
}
