package dev.coffer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", "host:5000/x", "..", "A-Z_0.9", "docker/auth/hub/alice"})
    void the_grammar_of_the_secrets_engine_is_accepted(String id) {
        assertThat(new SecretId(id).value()).isEqualTo(id);
        assertThat(String.join("/", new SecretId(id).components())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "a b", "a@b", "a%20", "ä", "a\n", "a*", "*"})
    void other_text_is_refused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretId(id));
    }

    @Test
    void the_length_is_limited() {
        assertThat(new SecretId("a".repeat(SecretId.MAX_LENGTH)).value()).hasSize(SecretId.MAX_LENGTH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretId("a".repeat(SecretId.MAX_LENGTH + 1)))
                .withMessageContaining("longer than");
    }

    @ParameterizedTest
    @CsvSource({"alice, alice", "'', _", "a_b, a_5fb", "a@b.c, a_40b.c", "ü, _c3_bc", "<token>, _3ctoken_3e"})
    void any_text_becomes_one_component(String text, String component) {
        assertThat(SecretId.component(text)).isEqualTo(component);
        assertThat(SecretId.text(component)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_", "a_4", "_zz", "__"})
    void an_underscore_needs_two_hex_digits(String component) {
        assertThatIllegalArgumentException().isThrownBy(() -> SecretId.text(component));
    }

    @Property
    void a_component_is_valid_and_gives_its_text_back(@ForAll @StringLength(max = 100) String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String component = SecretId.component(wellFormed);

        assertThat(new SecretId(component).components()).hasSize(1);
        assertThat(SecretId.text(component)).isEqualTo(wellFormed);
    }
}
