package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA-256 (RFC 5869). */
final class Hkdf {
    static final byte[] NO_SALT = {};

    private Hkdf() {}

    /** A key of 32 bytes. */
    static WipeableKey derive(byte[] secret, byte[] salt, String info) {
        return new WipeableKey(derive(secret, salt, info, 32));
    }

    static byte[] derive(byte[] secret, byte[] salt, String info, int length) {
        return derive(HKDFParameterSpec.ofExtract()
                .addIKM(secret)
                .addSalt(salt)
                .thenExpand(info.getBytes(StandardCharsets.UTF_8), length));
    }

    /** The first step alone: 32 bytes to be expanded. */
    static byte[] extract(byte[] secret, byte[] salt) {
        return derive(HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).extractOnly());
    }

    /** The second step alone. */
    static byte[] expand(byte[] extracted, byte[] info, int length) {
        try (WipeableKey key = new WipeableKey(extracted.clone())) {
            return derive(HKDFParameterSpec.expandOnly(key, info, length));
        }
    }

    private static byte[] derive(AlgorithmParameterSpec parameters) {
        try {
            // Named, because a search would start every installed provider, PKCS#11 among them.
            return KDF.getInstance("HKDF-SHA256", "SunJCE").deriveData(parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime cannot do HKDF-SHA256", impossible);
        }
    }
}
