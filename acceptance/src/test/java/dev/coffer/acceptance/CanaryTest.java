package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The search for secrets finds them: otherwise every test that relies on it would pass for nothing. */
class CanaryTest {
    private final Canary canary = new Canary("pa ss:w\"\u00f6\\rd%+");

    @Test
    void findsTheSecretInEveryDisguise() {
        for (String before : List.of("", "u", "us", "user:", "https://registry ")) {
            String text = before + canary.secret() + " and so on";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertFound(text);
            assertFound("x" + Base64.getMimeEncoder(1000, new byte[0]).encodeToString(bytes));
            assertFound(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            assertFound(HexFormat.of().formatHex(bytes));
            assertFound(HexFormat.of().withUpperCase().formatHex(bytes));
        }
        assertFound("{\"Secret\":\"pa ss:w\\\"\u00f6\\\\rd%+\"}");
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThatCode(() -> canary.assertAbsentFrom("pa ss and words", "text")).doesNotThrowAnyException();
    }

    private void assertFound(String text) {
        assertThatThrownBy(() -> canary.assertAbsentFrom(text, "text")).as(text).isInstanceOf(AssertionError.class);
    }
}
