package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshRecipientTest {
    private static final byte[] THREE = {3};
    private static final byte[] POINT = Ed25519Key.publicPoint(new byte[32]);

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void the_line_of_a_public_key_is_read_and_written(String name) throws Exception {
        String line = SshKeys.publicLine(name);
        SshRecipient recipient = SshRecipient.parse(line);

        assertThat(line).isEqualTo(recipient + " a test");
        assertThat(SshRecipient.parse(recipient.toString()))
                .isEqualTo(recipient)
                .hasSameHashCodeAs(recipient);
        assertThat(Recipients.parse(line.replace(' ', '\t'))).isEqualTo(recipient);
        assertThat(SshKeys.identity(name).recipient()).isEqualTo(recipient);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh-dss AAAA | SSH keys of the kind ssh-dss cannot be used: only ssh-ed25519 and ssh-rsa can",
                "ecdsa-sha2-nistp256 AAAA | ecdsa-sha2-nistp256",
                "sk-ssh-ed25519@openssh.com AAAA | sk-ssh-ed25519@openssh.com",
                "ssh-ed25519-cert-v01@openssh.com AAAA | ssh-ed25519-cert-v01@openssh.com",
                "ssh-ed25519 | ends too early",
                "ssh-ed25519 !!!! | not base64",
                "ssh-ed25519  AAAA | ends too early",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 | ends too early",
                "ssh-ed25519 AAAAB3NzaC1yc2E= | ends too early",
                "ssh-ed25519 AAAAAA== | a name in it is none",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAA== | no point",
                "ssh-é AAAA | not an SSH public key",
                "hunter2 AAAA | not an SSH public key",
            })
    void other_texts_are_refused(String text, String problem) {
        assertThatThrownBy(() -> SshRecipient.parse(text))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining(problem);
    }

    @Test
    void a_name_that_is_not_that_of_the_key_is_refused() {
        String rsa = SshKeys.publicLine("rsa");

        assertThatThrownBy(() -> SshRecipient.parse(rsa.replace("ssh-rsa", "ssh-ed25519")))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessage("the SSH public key says ssh-ed25519, and is one of ssh-rsa");
    }

    @Test
    void something_after_the_key_is_refused() {
        assertThatThrownBy(() -> SshRecipient.parse(line("ssh-ed25519", POINT, new byte[0])))
                .hasMessage("the SSH key is damaged: something follows its end");
    }

    /** The neutral element, and points of order 2, 4 and 8: RFC 7748, section 6.1, tells why not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            })
    void points_of_low_order_are_refused(String point) {
        assertThatThrownBy(() ->
                        SshRecipient.parse(line("ssh-ed25519", HexFormat.of().parseHex(point))))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessage("the ssh-ed25519 key is no point of its curve");
    }

    @ParameterizedTest
    @ValueSource(ints = {2047, 16_385})
    void rsa_keys_that_are_too_short_or_too_long_are_refused(int bits) {
        byte[] modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).toByteArray();

        assertThatThrownBy(() -> SshRecipient.parse(line("ssh-rsa", THREE, modulus)))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessage("an ssh-rsa key has 2048 to 16384 bits here, not " + bits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "0100000001", "80", "", "00", "0003"})
    void rsa_keys_with_a_wrong_exponent_are_refused(String exponent) {
        byte[] modulus = BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE).toByteArray();

        assertThatThrownBy(
                        () -> SshRecipient.parse(line("ssh-rsa", HexFormat.of().parseHex(exponent), modulus)))
                .isInstanceOf(AgeException.KeyMalformed.class)
                .hasMessageContaining("damaged");
    }

    private static String line(String type, byte[]... fields) {
        ByteBuffer wire = ByteBuffer.allocate(4096);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        wire.putInt(name.length).put(name);
        for (byte[] field : fields) {
            wire.putInt(field.length).put(field);
        }
        byte[] bytes = new byte[wire.position()];
        wire.flip().get(bytes);
        return type + " " + CanonicalBase64.PADDED.encode(bytes);
    }
}
