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
        AlgorithmParameterSpec parameters = HKDFParameterSpec.ofExtract()
                .addIKM(secret)
                .addSalt(salt)
                .thenExpand(info.getBytes(StandardCharsets.UTF_8), length);
        try {
            // Named, because a search would start every installed provider, PKCS#11 among them.
            return KDF.getInstance("HKDF-SHA256", "SunJCE").deriveData(parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime cannot do HKDF-SHA256", impossible);
        }
    }
}
