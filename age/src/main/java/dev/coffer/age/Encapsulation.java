package dev.coffer.age;

import java.util.Arrays;

/**
 * What a key encapsulation makes. {@link #close()} wipes the secret.
 *
 * @param secret shared with the owner of the private key
 * @param enc what is sent to the owner, in HPKE's words <em>enc</em>: a ciphertext, an ephemeral point, or both
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Encapsulation(byte[] secret, byte[] enc) implements AutoCloseable {
    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "Encapsulation[redacted]";
    }
}
