package dev.coffer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void of_a_million_levels_is_refused(String opening) {
        byte[] bytes = opening.repeat((1 << 20) / opening.length()).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.object(bytes))
                .isInstanceOf(BadJsonException.class)
                .hasMessageContaining("nested");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{", "{\"a\":1} x", "<html>", "{\"a\":\"\\ud800\"", "{a:1}"})
    void that_is_no_object_is_refused(String text) {
        assertThatThrownBy(() -> Json.object(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}",
                "{\"a\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}"
            })
    void with_brackets_inside_a_string_is_not_deep(String text) throws Exception {
        assertThat(Json.object(text.getBytes(StandardCharsets.UTF_8)).getString("a"))
                .contains("[[[[");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000})
    void with_a_number_of_a_million_digits_costs_no_time(int digits) throws Exception {
        byte[] bytes = ("{\"expires_in\":" + "9".repeat(digits) + ",\"token\":\"t\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(Json.object(bytes).getString("token")).isEqualTo("t");
    }

    @Property(tries = 2000)
    void of_any_bytes_is_an_object_or_the_documented_exception(@ForAll("nearlyJson") String text) {
        try {
            assertThat(Json.object(text.getBytes(StandardCharsets.ISO_8859_1))).isNotNull();
        } catch (BadJsonException refused) {
            assertThat(refused.getMessage()).startsWith("it is");
        }
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"token\"",
                        ":",
                        ",",
                        "\"a\"",
                        "1e9",
                        "-",
                        "true",
                        "nul",
                        "\\",
                        "\"",
                        "\\u00",
                        "\u0080",
                        "\u0000",
                        " ",
                        "9999999999999999999",
                        "0x")
                .list()
                .ofMaxSize(25)
                .map(parts -> "{" + String.join("", parts));
    }
}
