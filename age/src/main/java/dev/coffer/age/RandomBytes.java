package dev.coffer.age;

import java.security.SecureRandom;

/** Unpredictable bytes. The generator is made on use: a static one would be frozen into a native executable. */
final class RandomBytes {
    private RandomBytes() {}

    static byte[] of(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
