package dev.coffer.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretExpiryTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"exp":1700000000}                    | 2023-11-14T22:13:20Z
            {"sub":"x","exp":1700000000.75,"a":1} | 2023-11-14T22:13:20Z
            {"exp":"1700000000"}                  |
            {"exp":-1}                            |
            {"exp":0}                             |
            {"exp":1e10}                          |
            {"exp":99999999999999999999}          |
            {"exp":253402300800}                  |
            {"iat":1700000000}                    |
            {"exp":{}}                            |
            []                                    |
            1700000000                            |
            {"exp":                               |
            """)
    void a_jwt_names_its_end(String claims, Instant end) {
        assertThat(SecretExpiry.of(Secret.ofText(jwt(claims)))).isEqualTo(Optional.ofNullable(end));
    }

    @Test
    void a_password_of_ecr_names_its_end() {
        String password = Base64.getEncoder()
                .encodeToString(
                        "{\"payload\":\"p\",\"datakey\":\"k\",\"version\":\"2\",\"type\":\"DATA_KEY\",\"expiration\":1700000000}"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(SecretExpiry.of(Secret.ofText(password))).contains(Instant.ofEpochSecond(1_700_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hunter2", "dckr_pat_x", "eyJ", "eyJ.eyJ.", "eyJ.x.y", "a.b.c", "eyJ.a.b.c.d", "ghp_x.y.z"})
    void other_secrets_do_not(String secret) {
        assertThat(SecretExpiry.of(Secret.ofText(secret))).isEmpty();
    }

    @Test
    void what_is_known_already_is_left_alone() {
        Instant known = Instant.ofEpochSecond(42);
        Credential credential =
                new Credential("u", Secret.ofText(jwt("{\"exp\":1700000000}")), Optional.of(known), Optional.empty());
        assertThat(SecretExpiry.dated(credential)).isSameAs(credential);
    }

    @Property(tries = 2000)
    void any_secret_has_an_end_or_none(@ForAll byte[] bytes, @ForAll String claims) {
        assertThat(SecretExpiry.of(Secret.copyOf(bytes))).isNotNull();
        assertThat(SecretExpiry.of(Secret.ofText("eyJ" + claims))).isNotNull();
        assertThat(SecretExpiry.of(Secret.ofText(jwt("{\"exp\":" + claims + "}"))))
                .isNotNull();
    }

    static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }
}
