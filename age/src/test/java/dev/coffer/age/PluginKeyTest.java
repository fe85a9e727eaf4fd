package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginKeyTest {
    private static final Plugins PLUGINS = new Plugins("", Prompts.none(), Plugins.DEFAULT_SILENCE_LIMIT);

    /** Keys of the plugin for YubiKeys, from its own tests and from a description of its format. */
    private static final String YUBIKEY = "age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt";

    private static final String YUBIKEY_IDENTITY = "AGE-PLUGIN-YUBIKEY-1QSPSYQVZ0DJFDPGWQ2RKZ";

    @Test
    void a_recipient_names_its_plugin() throws Exception {
        Recipient recipient = Recipients.parse(YUBIKEY, PLUGINS);

        assertThat(recipient).isInstanceOf(PluginRecipient.class).hasToString(YUBIKEY);
        assertThat(((PluginRecipient) recipient).plugin()).isEqualTo("yubikey");
        assertThat(recipient)
                .isEqualTo(PluginRecipient.parse(YUBIKEY, PLUGINS))
                .hasSameHashCodeAs(PluginRecipient.parse(YUBIKEY, PLUGINS))
                .isNotEqualTo(PluginRecipient.parse(TestPlugins.recipient("yubikey"), PLUGINS));
    }

    @Test
    void an_identity_of_a_real_plugin_is_read() throws Exception {
        try (PluginIdentity identity = PluginIdentity.parse(YUBIKEY_IDENTITY, PLUGINS)) {
            assertThat(identity.plugin()).isEqualTo("yubikey");
            assertThat(identity.encode()).isEqualTo(YUBIKEY_IDENTITY);
        }
    }

    @Test
    void a_recipient_without_a_name_is_native() throws Exception {
        String text = X25519Identity.generate().recipient().toString();

        assertThat(Recipients.parse(text, PLUGINS)).isInstanceOf(X25519Recipient.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yubikey", "a.b-c_d+e1f", "1", "..", "-"})
    void an_identity_names_its_plugin_and_keeps_its_data_to_itself(String name) throws Exception {
        String text = TestPlugins.identity(name);
        Identity identity = Identities.parse(text, PLUGINS);

        assertThat(identity).isInstanceOf(PluginIdentity.class).hasToString("PluginIdentity[" + name + ", redacted]");
        assertThat(((PluginIdentity) identity).plugin()).isEqualTo(name);
        assertThat(((PluginIdentity) identity).encode()).isEqualTo(text);
        assertThat(PluginRecipient.parse(TestPlugins.recipient(name), PLUGINS).plugin())
                .isEqualTo(name);
    }

    @Test
    void a_plugin_without_data_has_an_identity() throws Exception {
        PluginIdentity identity = PluginIdentity.withoutData("yubikey", PLUGINS);

        assertThat(identity.encode()).startsWith("AGE-PLUGIN-YUBIKEY-1");
        assertThat(PluginIdentity.parse(identity.encode(), PLUGINS).plugin()).isEqualTo("yubikey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a b", "ä", "x\0", "Yubikey", "a\\b", "a\n"})
    void a_name_has_no_other_characters(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        assertThatThrownBy(() -> PluginIdentity.withoutData(name, PLUGINS))
                .isInstanceOf(AgeException.KeyMalformed.class);
        assertThatThrownBy(() -> PluginRecipient.parse(Bech32.encode("age1" + name, new byte[4]), PLUGINS))
                .isInstanceOf(AgeException.KeyMalformed.class);
        if (name.equals(lower)) {
            assertThatThrownBy(() -> PluginIdentity.parse(TestPlugins.identity(name), PLUGINS))
                    .isInstanceOf(AgeException.KeyMalformed.class);
        }
    }

    @Test
    void keys_have_one_case_and_a_right_checksum() {
        String identity = TestPlugins.identity("x");
        for (String wrong : new String[] {
            "AGE-PLUGIN-",
            "AGE-PLUGIN-1",
            "AGE-PLUGIN-X",
            "AGE-PLUGIN-X1QQQQQQ",
            identity.toLowerCase(Locale.ROOT),
            identity.replace("-X-", "-x-"),
            identity + "Q",
            identity.substring(1),
            " " + identity
        }) {
            assertThatThrownBy(() -> Identities.parse(wrong, PLUGINS))
                    .as(wrong)
                    .isInstanceOf(AgeException.KeyMalformed.class)
                    .message()
                    .doesNotContain(identity.substring(16, 26));
        }
        for (String wrong : new String[] {
            "age1", "age11", "age1x1", "age1x1qqqqqq", YUBIKEY.toUpperCase(Locale.ROOT), YUBIKEY + "q", YUBIKEY + " "
        }) {
            assertThatThrownBy(() -> Recipients.parse(wrong, PLUGINS))
                    .as(wrong)
                    .isInstanceOf(AgeException.KeyMalformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void a_plugin_needs_some_time(long seconds) {
        assertThatThrownBy(() -> new Plugins("", Prompts.none(), Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
