package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the HPKE vectors, and says what becomes of wrong keys. */
class HpkeTest {
    static List<HpkeVector> vectors() {
        return HpkeVector.all();
    }

    static List<HpkeVector> vectorsWithMessages() {
        return vectors().stream()
                .filter(vector -> vector.isOfSuiteOfAge() && vector.has("encryptions"))
                .toList();
    }

    static List<HpkeVector> vectorsWithAThousandMessages() {
        return vectors().stream()
                .filter(vector -> vector.isOfSuiteOfAge() && vector.has("encryptions_accumulated"))
                .toList();
    }

    @Test
    void no_vector_is_lost() {
        assertThat(vectors().stream().map(HpkeVector::kemId))
                .containsExactlyInAnyOrder(0x10, 0x10, 0x50, 0x50, 0x647a, 0x647a);
        assertThat(vectorsWithMessages()).hasSize(1);
        assertThat(vectorsWithAThousandMessages()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void what_is_encapsulated_with_the_randomness_of_the_vector_is_the_vectors(HpkeVector vector) throws Exception {
        Encapsulation encapsulation = encapsulationKey(vector).encapsulate(randomness(vector));

        assertThat(encapsulation.enc()).isEqualTo(vector.bytes("enc"));
        assertThat(encapsulation.secret()).isEqualTo(decapsulate(vector));
        assertThat(encapsulation.toString()).isEqualTo("Encapsulation[redacted]");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void what_is_decapsulated_is_the_secret_of_the_vector(HpkeVector vector) throws Exception {
        if (vector.has("shared_secret")) {
            assertThat(decapsulate(vector)).isEqualTo(vector.bytes("shared_secret"));
        } else {
            assertThat(accumulated(vector, decapsulate(vector))).isEqualTo(vector.bytes("encryptions_accumulated"));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void public_keys_follow_from_private_keys(HpkeVector vector) {
        byte[] privateKey = vector.bytes("skRm");

        assertThat(
                        switch (vector.kemId()) {
                            case DhKemP256Key.KEM_ID -> new P256PrivateKey(privateKey).publicKey(false);
                            case MlKem768P256Key.KEM_ID -> new MlKem768P256PrivateKey(privateKey).publicKey();
                            case MlKem768X25519Key.KEM_ID -> new MlKem768X25519PrivateKey(privateKey).publicKey();
                            default -> throw new IllegalArgumentException(vector.toString());
                        })
                .isEqualTo(vector.bytes("pkRm"));
    }

    @ParameterizedTest
    @MethodSource("vectorsWithMessages")
    void messages_are_sealed_and_opened_as_in_the_vector(HpkeVector vector) throws Exception {
        try (HpkeContext context = new HpkeContext(vector.kemId(), vector.bytes("shared_secret"), vector.info())) {
            assertThat(context.key()).isEqualTo(vector.bytes("key"));
            assertThat(context.nonce()).isEqualTo(vector.bytes("base_nonce"));
            for (HpkeVector.Message message : vector.messages()) {
                assertThat(seal(context, message.nonce(), message.associatedData(), message.plaintext()))
                        .isEqualTo(message.ciphertext());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectorsWithAThousandMessages")
    void a_thousand_messages_are_those_of_the_vector(HpkeVector vector) throws Exception {
        Encapsulation encapsulation = encapsulationKey(vector).encapsulate(randomness(vector));

        assertThat(accumulated(vector, encapsulation.secret())).isEqualTo(vector.bytes("encryptions_accumulated"));
    }

    @Test
    void a_context_opens_what_it_sealed_and_nothing_else() throws Exception {
        byte[] secret = RandomBytes.of(32);
        try (HpkeContext context = new HpkeContext(MlKem768P256Key.KEM_ID, secret, "a");
                HpkeContext otherMechanism = new HpkeContext(DhKemP256Key.KEM_ID, secret, "a");
                HpkeContext otherInfo = new HpkeContext(MlKem768P256Key.KEM_ID, secret, "b");
                HpkeContext otherSecret = new HpkeContext(MlKem768P256Key.KEM_ID, RandomBytes.of(32), "a")) {
            byte[] sealed = context.seal(new byte[] {1, 2, 3});

            assertThat(sealed).isEqualTo(seal(context, context.nonce(), new byte[0], new byte[] {1, 2, 3}));
            assertThat(context.open(sealed)).containsExactly(1, 2, 3);
            for (HpkeContext other : List.of(otherMechanism, otherInfo, otherSecret)) {
                assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(AEADBadTagException.class);
            }
        }
    }

    @Test
    void scalars_outside_of_the_curve_are_passed_over() throws Exception {
        byte[] one = new byte[P256.SCALAR_LENGTH];
        one[31] = 1;
        byte[] tooLarge = new byte[P256.SCALAR_LENGTH];
        Arrays.fill(tooLarge, (byte) 0xff);
        ByteBuffer candidates = ByteBuffer.allocate(3 * P256.SCALAR_LENGTH)
                .put(new byte[P256.SCALAR_LENGTH])
                .put(tooLarge)
                .put(one)
                .flip();
        byte[] point = P256PrivateKey.generate().publicKey(false);

        Encapsulation agreed = P256.agree(P256.point(point), length -> next(candidates, length));

        assertThat(agreed.enc()).isEqualTo(new P256PrivateKey(one).publicKey(false));
        assertThat(agreed.secret()).isEqualTo(Arrays.copyOfRange(point, 1, 33));
    }

    private static EncapsulationKey encapsulationKey(HpkeVector vector) throws GeneralSecurityException {
        byte[] publicKey = vector.bytes("pkRm");
        return switch (vector.kemId()) {
            case DhKemP256Key.KEM_ID -> new DhKemP256Key(P256.point(publicKey));
            case MlKem768P256Key.KEM_ID -> new MlKem768P256Key(publicKey);
            case MlKem768X25519Key.KEM_ID -> new MlKem768X25519Key(publicKey);
            default -> throw new IllegalArgumentException(vector.toString());
        };
    }

    /** The vectors of hybrid mechanisms hold what is drawn, that of DHKEM a seed of the ephemeral key. */
    private static EncapsulationKey.Randomness randomness(HpkeVector vector) {
        byte[] drawn =
                vector.kemId() == DhKemP256Key.KEM_ID ? deriveScalar(vector.bytes("ikmE")) : vector.bytes("ikmE");
        ByteBuffer buffer = ByteBuffer.wrap(drawn);
        return length -> next(buffer, length);
    }

    private static byte[] next(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** RFC 9180, section 7.1.3, of which the first candidate is enough for the vectors. */
    private static byte[] deriveScalar(byte[] seed) {
        LabeledHkdf hkdf = LabeledHkdf.ofKem(DhKemP256Key.KEM_ID);
        byte[] extracted = hkdf.extract(Hkdf.NO_SALT, "dkp_prk", seed);
        return hkdf.expand(extracted, "candidate", new byte[] {0}, P256.SCALAR_LENGTH);
    }

    private static byte[] decapsulate(HpkeVector vector) throws GeneralSecurityException {
        byte[] enc = vector.bytes("enc");
        byte[] privateKey = vector.bytes("skRm");
        return switch (vector.kemId()) {
            case DhKemP256Key.KEM_ID -> new P256PrivateKey(privateKey).decapsulate(enc);
            case MlKem768P256Key.KEM_ID -> new MlKem768P256PrivateKey(privateKey).decapsulate(enc);
            case MlKem768X25519Key.KEM_ID -> new MlKem768X25519PrivateKey(privateKey).decapsulate(enc);
            default -> throw new IllegalArgumentException(vector.toString());
        };
    }

    private static byte[] accumulated(HpkeVector vector, byte[] sharedSecret) throws GeneralSecurityException {
        SHAKEDigest source = new SHAKEDigest(128);
        SHAKEDigest sink = new SHAKEDigest(128);
        try (HpkeContext context = new HpkeContext(vector.kemId(), sharedSecret, vector.info())) {
            for (int i = 0; i < 1000; i++) {
                byte[] nonce = context.nonce();
                nonce[10] ^= (byte) (i >>> 8);
                nonce[11] ^= (byte) i;
                byte[] sealed = seal(context, nonce, draw(source), draw(source));
                sink.update(sealed, 0, sealed.length);
            }
        }
        byte[] accumulated = new byte[16];
        sink.doFinal(accumulated, 0, accumulated.length);
        return accumulated;
    }

    private static byte[] draw(SHAKEDigest source) {
        byte[] length = new byte[1];
        source.doOutput(length, 0, 1);
        byte[] bytes = new byte[Byte.toUnsignedInt(length[0])];
        source.doOutput(bytes, 0, bytes.length);
        return bytes;
    }

    /** With associated data and any nonce, which age does not need. */
    private static byte[] seal(HpkeContext context, byte[] nonce, byte[] associatedData, byte[] plaintext)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(context.key(), "ChaCha20"), new IvParameterSpec(nonce));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(plaintext);
    }
}
