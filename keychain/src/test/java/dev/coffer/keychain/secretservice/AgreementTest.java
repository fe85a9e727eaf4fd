package dev.coffer.keychain.secretservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final BigInteger THEIR_PRIVATE = BigInteger.valueOf(65537);
    private static final byte[] SECRET = "s3cret".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_key_is_that_of_the_specification_also_when_the_shared_number_is_short() throws Exception {
        byte[] theirPublic = bytes(BigInteger.TWO.modPow(THEIR_PRIVATE, Agreement.PRIME));
        boolean shortKey = false;
        boolean shortSecret = false;
        // One number in 256 is short.
        for (int i = 0; i < 20_000 && !(shortKey && shortSecret); i++) {
            Agreement ours = Agreement.begin();
            byte[] ourPublic = ours.ourPublicKey();
            assertThat(ourPublic).hasSize(128);
            byte[] shared = bytes(new BigInteger(1, ourPublic).modPow(THEIR_PRIVATE, Agreement.PRIME));
            if (ourPublic[0] == 0 || shared[0] == 0) {
                shortKey |= ourPublic[0] == 0;
                shortSecret |= shared[0] == 0;
                SessionCipher theirs = new SessionCipher(hkdf(shared));
                assertThat(theirs.decrypt(ours.finish(theirPublic).encrypt(SECRET)))
                        .isEqualTo(SECRET);
            }
        }
        assertThat(shortKey && shortSecret).isTrue();
    }

    @Test
    void a_public_key_may_come_without_its_leading_zeros() throws Exception {
        byte[] brief = {5};
        assertThat(Agreement.begin().finish(brief).encrypt(SECRET).bytes()).hasSize(16);
    }

    @Test
    void keys_outside_the_group_are_refused() {
        for (byte[] bad : new byte[][] {new byte[0], {0}, {1}, ones(128), ones(4096)}) {
            assertThatThrownBy(() -> Agreement.begin().finish(bad)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    /** HKDF-SHA-256 of RFC 5869, written out. */
    private static byte[] hkdf(byte[] shared) throws GeneralSecurityException {
        byte[] prk = hmac(new byte[32], shared);
        return Arrays.copyOf(hmac(prk, new byte[] {1}), 16);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] padded = new byte[128];
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, 128);
        System.arraycopy(bytes, bytes.length - length, padded, 128 - length, length);
        return padded;
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
