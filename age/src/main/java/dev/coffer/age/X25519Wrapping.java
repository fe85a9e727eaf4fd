package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What both ends of an X25519 stanza share, and partly those of an ssh-ed25519 stanza. */
final class X25519Wrapping {
    static final String TYPE = "X25519";

    private static final String INFO = "age-encryption.org/v1/X25519";

    private X25519Wrapping() {}

    /** The ephemeral share, which must be the only argument. */
    static byte[] share(Stanza stanza) throws AgeException.HeaderMalformed {
        if (stanza.arguments().size() != 1) {
            throw new AgeException.HeaderMalformed("an X25519 stanza has one argument, its share");
        }
        return share(stanza, 0);
    }

    static byte[] share(Stanza stanza, int index) throws AgeException.HeaderMalformed {
        byte[] argument = stanza.arguments().get(index).getBytes(StandardCharsets.US_ASCII);
        Optional<byte[]> share = CanonicalBase64.UNPADDED.decode(argument);
        if (share.isEmpty() || share.get().length != X25519.LENGTH) {
            throw new AgeException.HeaderMalformed(
                    "the share of an " + stanza.type() + " stanza is not base64 of 32 bytes");
        }
        return share.get();
    }

    /** The key that encrypts the file key. Wipes the shared secret. */
    static WipeableKey key(byte[] sharedSecret, byte[] share, byte[] recipient) {
        return key(sharedSecret, share, recipient, INFO);
    }

    static WipeableKey key(byte[] sharedSecret, byte[] share, byte[] recipient, String info) {
        byte[] salt = Arrays.copyOf(share, 2 * X25519.LENGTH);
        System.arraycopy(recipient, 0, salt, X25519.LENGTH, X25519.LENGTH);
        WipeableKey key = Hkdf.derive(sharedSecret, salt, info);
        Arrays.fill(sharedSecret, (byte) 0);
        return key;
    }
}
