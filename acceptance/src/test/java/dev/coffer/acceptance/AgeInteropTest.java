package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.acceptance.agetool.Way;
import dev.coffer.age.TestPlugins;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files exchanged between Debian's {@code age} and the library as it is delivered, for every kind of key age knows. */
class AgeInteropTest {
    private static final int LARGE = 100 << 20;
    private static final List<Way> WRITING =
            List.of(Way.ARRAY, Way.STREAM, Way.CHANNEL, Way.ARMORED_ARRAY, Way.ARMORED_STREAM);
    private static final List<Way> READING = List.of(Way.ARRAY, Way.STREAM, Way.CHANNEL, Way.RANDOM_ACCESS);
    private static final List<Way> READING_ARMOR = List.of(Way.ARMORED_ARRAY, Way.ARMORED_STREAM);

    @RegisterExtension
    static final AgeExchange exchange = new AgeExchange();

    enum Kind {
        OUR_X25519,
        X25519_OF_AGE_KEYGEN,
        SSH_ED25519,
        SSH_RSA,
        PLUGIN;

        void makeKeys() throws Exception {
            switch (this) {
                case OUR_X25519 -> {
                    exchange.makeKeys("x25519");
                    assertThat(exchange.shell("age-keygen -y identities").out()).isEqualTo(exchange.text("recipients"));
                }
                case X25519_OF_AGE_KEYGEN ->
                    exchange.shell("age-keygen > identities && age-keygen -y identities > recipients");
                case SSH_ED25519 -> exchange.sshKeygen("-t", "ed25519", "-N", "");
                case SSH_RSA -> exchange.sshKeygen("-t", "rsa", "-N", "");
                case PLUGIN -> exchange.installPlugin("xor");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ageDecryptsOurFiles(Kind kind) throws Exception {
        kind.makeKeys();
        for (int size : AgeExchange.SIZES) {
            exchange.makePlain(size);
            for (Way way : WRITING) {
                exchange.weEncrypt(way, exchange.recipients());
                exchange.ageDecrypts();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void weDecryptTheFilesOfAge(Kind kind) throws Exception {
        kind.makeKeys();
        for (int size : AgeExchange.SIZES) {
            exchange.makePlain(size);
            exchange.shell("age -R recipients plain > encrypted");
            for (Way way : READING) {
                exchange.weDecrypt(way, exchange.identities());
            }
            exchange.shell("age -a -R recipients plain > encrypted");
            for (Way way : READING_ARMOR) {
                exchange.weDecrypt(way, exchange.identities());
            }
        }
    }

    /** Large enough for all cores to work on it for some time. */
    @Test
    void largeFilesAreExchanged() throws Exception {
        Kind.OUR_X25519.makeKeys();
        exchange.makePlain(LARGE);
        for (Way way : List.of(Way.STREAM, Way.CHANNEL)) {
            exchange.weEncrypt(way, exchange.recipients());
            exchange.ageDecrypts();
        }
        exchange.shell("age -R recipients plain > encrypted");
        for (Way way : List.of(Way.STREAM, Way.CHANNEL, Way.RANDOM_ACCESS)) {
            exchange.weDecrypt(way, exchange.identities());
        }
    }

    @ParameterizedTest
    @CsvSource({"PEM, 2048", "PKCS8, 4096"})
    void rsaKeysInOlderFormsOpen(String form, String bits) throws Exception {
        exchange.makePlain(100);
        exchange.sshKeygen("-t", "rsa", "-b", bits, "-m", form, "-N", "");
        exchange.shell("age -R recipients plain > encrypted");

        exchange.weDecrypt(Way.STREAM, exchange.identities());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xor", "two", "greasy", "chatter"})
    void filesEncryptedToTheIdentityOfAPluginAreExchanged(String plugin) throws Exception {
        exchange.makePlain(100);
        exchange.installPlugin(plugin);

        exchange.weEncrypt(Way.STREAM, exchange.identities());
        exchange.ageDecrypts();
        exchange.shell("age -e -i identities plain > encrypted");
        exchange.weDecrypt(Way.STREAM, exchange.identities());
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash", "latecrash", "internal", "flood", "longline"})
    void aPluginThatFailsIsNamed(String plugin) throws Exception {
        exchange.makePlain(100);
        exchange.installPlugin(plugin);

        exchange.weDoNotEncrypt("PluginFailed: age-plugin-" + plugin + ": ", exchange.recipients());
    }

    @Test
    void aPluginThatIsMissingIsNamed() throws Exception {
        exchange.makePlain(100);
        exchange.writeLine("recipients", TestPlugins.recipient("absent"));

        exchange.weDoNotEncrypt("PluginFailed: age-plugin-absent: not found", exchange.recipients());
    }
}
