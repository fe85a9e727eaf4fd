package dev.coffer.age;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The private half of a tagged recipient, which in reality is a plugin with its hardware. Finds its stanzas by tag. */
public final class TaggedIdentity implements Identity {
    private final String type;
    private final int kemId;
    private final byte[] taggedPoint;
    private final Decapsulation decapsulation;

    private TaggedIdentity(String type, int kemId, byte[] taggedPoint, Decapsulation decapsulation) {
        this.type = type;
        this.kemId = kemId;
        this.taggedPoint = taggedPoint;
        this.decapsulation = decapsulation;
    }

    /** The one that a file in {@code typage/} is encrypted to. */
    public static TaggedIdentity ofTypage(String kind) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) (kind.equals("p256tag") ? 0x11 : 0x22));
        return kind.equals("p256tag") ? of(new P256PrivateKey(secret)) : of(new MlKem768P256PrivateKey(secret));
    }

    static TaggedIdentity of(P256PrivateKey key) {
        return new TaggedIdentity("p256tag", DhKemP256Key.KEM_ID, key.publicKey(true), key::decapsulate);
    }

    static TaggedIdentity of(MlKem768P256PrivateKey key) {
        byte[] point = Arrays.copyOfRange(key.publicKey(), MlKem768.PUBLIC_KEY_LENGTH, MlKem768P256Key.LENGTH);
        return new TaggedIdentity("mlkem768p256tag", MlKem768P256Key.KEM_ID, point, key::decapsulate);
    }

    private interface Decapsulation {
        byte[] secret(byte[] enc) throws GeneralSecurityException;
    }

    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) {
        try {
            for (Stanza stanza : stanzas) {
                if (isOwn(stanza)) {
                    byte[] secret = decapsulation.secret(enc(stanza));
                    try (HpkeContext hpke = new HpkeContext(kemId, secret, "age-encryption.org/" + type)) {
                        return Optional.of(FileKey.copyOf(hpke.open(stanza.body())));
                    }
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException wrong) {
            throw new AssertionError("a stanza with our tag does not open", wrong);
        }
    }

    private boolean isOwn(Stanza stanza) throws GeneralSecurityException {
        return stanza.type().equals(type)
                && Arrays.equals(Base64.getDecoder().decode(stanza.arguments().getFirst()), tag(enc(stanza)));
    }

    private static byte[] enc(Stanza stanza) {
        return Base64.getDecoder().decode(stanza.arguments().get(1));
    }

    /** HKDF-Extract written out as what it is. */
    private byte[] tag(byte[] enc) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(taggedPoint);
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(("age-encryption.org/" + type).getBytes(StandardCharsets.US_ASCII), "HMAC"));
        byte[] tagged =
                ByteBuffer.allocate(enc.length + 4).put(enc).put(hash, 0, 4).array();
        return Arrays.copyOf(hmac.doFinal(tagged), 4);
    }
}
