package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Secret;
import java.time.Instant;

/** The value of an item's attribute. */
sealed interface Value {
    /** Text: a CFString. */
    record Text(String text) implements Value {}

    /** A whole number: a CFNumber of 32 bits. */
    record Int32(int number) implements Value {}

    /** Bytes, secret or not: a CFData. */
    record Bytes(Secret bytes) implements Value {}

    /** A point in time: a CFDate. */
    record Time(Instant instant) implements Value {}

    /** One of the constants of the framework, by its name. */
    record Constant(String symbol) implements Value {}
}
