package dev.coffer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSessionTest {
    @ParameterizedTest
    @CsvSource({
        "token..client, true",
        "v1.Mjk1.token..client, true",
        "token, false",
        "token.client, false",
        "..client, false",
        "token.., false",
        "a..b..c, false",
        "'', false",
    })
    void a_session_is_a_token_and_a_client(String secret, boolean isSession) {
        assertThat(HubSession.of(Secret.ofText(secret)).isPresent()).isEqualTo(isSession);
        assertThat(HubSession.of(Secret.ofText(secret)).toString()).doesNotContain("token");
    }
}
