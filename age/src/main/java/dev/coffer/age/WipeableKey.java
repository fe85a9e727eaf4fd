package dev.coffer.age;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** A derived key that can be overwritten, which {@link javax.crypto.spec.SecretKeySpec} cannot. */
final class WipeableKey implements SecretKey, AutoCloseable {
    private final transient byte[] bytes;

    /** Takes the array itself. */
    WipeableKey(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return "Generic";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /** A copy: the JDK's ciphers wipe what they get here. */
    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
