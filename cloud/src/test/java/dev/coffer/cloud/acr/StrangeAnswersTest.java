package dev.coffer.cloud.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.BadJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangeAnswersTest {
    private static final String HOST = "contoso.azurecr.io";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"exp":1700010800,"iat":1700000000} | 10800
            {"exp":1700010800}                  | 10800
            {"exp":"1700010800"}                | 10800
            {"exp":1700010800,"iat":1700007200} | 3600
            {"exp":1700010800,"iat":1700010800} | 10800
            {"exp":1700010800,"iat":-9e18}      | 10800
            {"exp":9223372036854775807}         | 86400
            {"exp":1700000001}                  | 1
            """)
    void the_end_of_a_token_is_read_from_it_within_reason(String claims, long seconds) throws Exception {
        assertThat(Duration.between(
                        NOW, RegistryToken.of(jwt(claims), HOST, NOW).expires()))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                         | DAMAGED
            {"exp":true}               | DAMAGED
            {"exp":1.5e3}              | DAMAGED
            {"exp":"soon"}             | DAMAGED
            {"exp":99999999999999999999} | DAMAGED
            []                         | DAMAGED
            nonsense                   | DAMAGED
            {"exp":1700000000}         | EXPIRED
            {"exp":-9223372036854775808} | EXPIRED
            """)
    void a_token_without_a_sound_end_is_refused(String claims, Kind kind) {
        assertThatThrownBy(() -> RegistryToken.of(jwt(claims), HOST, NOW))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(kind));
    }

    @Test
    void deep_nesting_is_refused_before_it_is_read() {
        byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Fields.of(deep)).isInstanceOf(BadJsonException.class);
    }

    @Property(tries = 2000)
    void any_text_is_a_token_or_is_refused(@ForAll("nearlyTokens") String text) {
        try {
            assertThat(RegistryToken.of(text, HOST, NOW).expires()).isAfter(NOW);
        } catch (RefusedException refused) {
            assertThat(refused.said()).doesNotContain("\n");
        }
    }

    @Property(tries = 1000)
    void any_bytes_are_json_or_are_refused(@ForAll byte[] bytes) {
        try {
            assertThat(Fields.of(bytes).text("a")).isNotNull();
        } catch (BadJsonException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    @Property(tries = 1000)
    void any_words_become_one_short_printable_line(@ForAll String text) {
        assertThat(Words.firstLine(text, "canary").chars()).allMatch(c -> c >= ' ' && c != 0x7f && c != 0x85);
        assertThat(Words.firstLine(text + "canary", "canary")).doesNotContain("canary");
    }

    @Provide
    Arbitrary<String> nearlyTokens() {
        Arbitrary<String> claims = Arbitraries.of(
                        "{", "}", "\"exp\"", ":", "1700000100", "-1", "1e9", "\"iat\"", ",", "null", "[", "é")
                .list()
                .ofMaxSize(9)
                .map(parts -> jwt(String.join("", parts)));
        return Arbitraries.oneOf(claims, Arbitraries.strings().ofMaxLength(60));
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }
}
