package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.acceptance.agetool.Way;
import dev.coffer.age.Age;
import dev.coffer.age.TaggedIdentity;
import dev.coffer.age.Typage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of key that Debian's {@code age} does not know: the files of another implementation, and round trips. */
class AgePostQuantumTest {
    @RegisterExtension
    static final AgeExchange exchange = new AgeExchange();

    @Test
    void aFileOfAnotherImplementationOpens() throws Exception {
        exchange.writeLine("identities", Typage.HYBRID_IDENTITY);
        exchange.write("plain", Typage.TEXT.getBytes(StandardCharsets.UTF_8));
        exchange.write("encrypted", Typage.armored("mlkem768x25519"));

        exchange.weDecrypt(Way.ARMORED_STREAM, exchange.identities());
    }

    @Test
    void aFileForTheRecipientOfAnotherImplementationOpensWithItsIdentity() throws Exception {
        exchange.writeLine("recipients", Typage.recipient("mlkem768x25519"));
        exchange.makePlain(100);
        exchange.weEncrypt(Way.STREAM, exchange.recipients());

        exchange.makeKeys("hybrid");
        exchange.weDoNotDecrypt("NoIdentityMatched: ", exchange.identities());
        exchange.writeLine("identities", Typage.HYBRID_IDENTITY);
        exchange.weDecrypt(Way.STREAM, exchange.identities());
    }

    @Test
    void whatIsEncryptedToANewKeyIsDecrypted() throws Exception {
        exchange.makeKeys("hybrid");
        for (int size : AgeExchange.SIZES) {
            exchange.makePlain(size);
            exchange.weEncrypt(Way.STREAM, exchange.recipients());
            exchange.weDecrypt(Way.CHANNEL, exchange.identities());
        }
    }

    /** Their private halves lie in hardware; here the test holds them. */
    @ParameterizedTest
    @ValueSource(strings = {"p256tag", "mlkem768p256tag"})
    void whatIsEncryptedToATaggedKeyOpensWithItsPrivateHalf(String kind) throws Exception {
        exchange.writeLine("recipients", Typage.recipient(kind));
        for (int size : AgeExchange.SIZES) {
            exchange.makePlain(size);
            exchange.weEncrypt(Way.ARRAY, exchange.recipients());

            assertThat(Age.decryptWith(TaggedIdentity.ofTypage(kind)).decrypt(exchange.content("encrypted")))
                    .isEqualTo(exchange.content("plain"));
        }
    }

    @Test
    void keysThatMayNotShareAFileAreRefused() throws Exception {
        exchange.makePlain(100);
        exchange.makeKeys("x25519");
        exchange.writeLine("quantum", Typage.recipient("mlkem768x25519"));

        exchange.weDoNotEncrypt(
                "RecipientsIncompatible: ", exchange.recipients(), "recipients=" + exchange.path("quantum"));
        exchange.weDoNotEncrypt("RecipientsIncompatible: ", exchange.recipients(), exchange.quickPassphrase());
    }
}
