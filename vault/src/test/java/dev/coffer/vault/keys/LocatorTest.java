package dev.coffer.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.vault.files.DamagedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocatorTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /** Expected values by: printf 'credential\0docker.io' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY */
    @Test
    void file_names_are_the_documented_ones() throws DamagedException {
        Locator locator = parse(KEY + "\n");

        assertThat(locator.fileName("credential", "docker.io"))
                .isEqualTo("de689192bff1ea46cdf1c1b246b01741db3c4ceb.age");
        assertThat(locator.fileName("secret", "docker.io")).isEqualTo("69d4d22172a60841a9ed5dff636948f020a4f773.age");
        assertThat(locator.fingerprint()).isEqualTo("34fa527b3d233f12f5dbe7b8f5864b95");
    }

    @Test
    void the_file_is_read_back() throws DamagedException {
        Locator locator = Locator.generate();

        assertThat(Locator.parse(locator.encode())).isEqualTo(locator);
        assertThat(Locator.generate()).isNotEqualTo(locator);
        assertThat(locator.toString()).isEqualTo("Locator[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "00", KEY + "00", KEY + "\n" + KEY, "zz" + KEY, "\u0000"})
    void anything_else_is_damaged(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(DamagedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".age",
                "index.age",
                "0123456789abcdef0123456789abcdef01234567",
                "0123456789ABCDEF0123456789abcdef01234567.age",
                "0123456789abcdef0123456789abcdef0123456g.age",
                "0123456789abcdef0123456789abcdef012345678.age",
            })
    void other_names_are_not_taken_for_entries(String name) {
        assertThat(Locator.isFileName(name)).isFalse();
    }

    @Test
    void its_own_names_are_taken_for_entries() {
        assertThat(Locator.isFileName(Locator.generate().fileName("secret", "a")))
                .isTrue();
    }

    private static Locator parse(String text) throws DamagedException {
        return Locator.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
