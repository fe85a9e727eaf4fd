package dev.coffer.acceptance;

import dev.coffer.acceptance.agetool.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and keys with a passphrase, exchanged between {@code age}, {@code ssh-keygen} and the library as delivered. */
class AgePassphraseTest {
    static final List<Integer> SIZES = AgeExchange.SIZES;

    @RegisterExtension
    static final AgeExchange exchange = new AgeExchange();

    /** Ours with little work to save time but for one; those of age with the usual work. */
    @ParameterizedTest
    @FieldSource("SIZES")
    void filesWithAPassphraseAreExchanged(int size) throws Exception {
        exchange.makePlain(size);
        boolean usualWork = size == SIZES.getLast();
        exchange.weEncrypt(Way.STREAM, usualWork ? exchange.passphrase() : exchange.quickPassphrase());
        exchange.shellWithPassphrase("age -d encrypted > decrypted", "Enter passphrase");
        exchange.assertDecrypted();

        exchange.shellWithPassphrase("age -p plain > encrypted", "Enter passphrase", "Confirm passphrase");
        exchange.weDecrypt(Way.STREAM, exchange.passphrase());
    }

    @Test
    void identityFilesWithAPassphraseAreExchanged() throws Exception {
        exchange.makeKeys("x25519");
        exchange.write("plain", exchange.content("identities"));
        exchange.weEncrypt(Way.ARMORED_ARRAY, exchange.quickPassphrase());
        exchange.write("our-identities", exchange.content("encrypted"));
        exchange.shellWithPassphrase("age -p -a identities > identities.age", "Enter passphrase", "Confirm passphrase");
        exchange.makePlain(100);
        exchange.weEncrypt(Way.STREAM, exchange.recipients());

        exchange.shellWithPassphrase("age -d -i our-identities encrypted > decrypted", "Enter passphrase");
        exchange.assertDecrypted();

        String identities = "identities=" + exchange.path("identities.age");
        exchange.weDecrypt(Way.STREAM, exchange.answer(), identities);
        exchange.weDoNotDecrypt("PassphraseWrong: ", exchange.wrongAnswer(), identities);
        exchange.weDoNotDecrypt("NoAnswer: ", identities);
    }

    /** Every cipher that the version of ssh-keygen in Debian 12 offers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aes128-cbc",
                "aes192-cbc",
                "aes256-cbc",
                "aes128-ctr",
                "aes192-ctr",
                "aes256-ctr",
                "aes128-gcm@openssh.com",
                "aes256-gcm@openssh.com",
                "3des-cbc",
                "chacha20-poly1305@openssh.com",
            })
    void keysOfSshOpenWhateverTheirCipher(String cipher) throws Exception {
        exchange.makePlain(100);
        exchange.sshKeygen("-t", "ed25519", "-N", AgeExchange.PASSPHRASE, "-Z", cipher, "-a", "3");
        exchange.shell("age -R recipients plain > encrypted");

        exchange.weDecrypt(Way.STREAM, exchange.answer(), exchange.identities());
        exchange.weDoNotDecrypt("PassphraseWrong: ", exchange.wrongAnswer(), exchange.identities());
        exchange.weDoNotDecrypt("NoAnswer: ", exchange.identities());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void bothOpenAKeyOfSshWithAPassphrase(String type) throws Exception {
        exchange.makePlain(100);
        exchange.sshKeygen("-t", type, "-N", AgeExchange.PASSPHRASE);
        exchange.weEncrypt(Way.STREAM, exchange.identities());

        exchange.shellWithPassphrase("age -d -i identities encrypted > decrypted", "Enter passphrase");
        exchange.assertDecrypted();
        exchange.weDecrypt(Way.STREAM, exchange.answer(), exchange.identities());
    }
}
