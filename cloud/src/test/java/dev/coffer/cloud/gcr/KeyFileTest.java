package dev.coffer.cloud.gcr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final Environment NOTHING = new Environment(Map.of());
    private static final GoogleServers SERVERS = new GoogleServers(Set.of());
    private static final String SAMPLE = """
            {"type":"external_account","audience":"//iam.googleapis.com/projects/1/x",
             "subject_token_type":"urn:ietf:params:oauth:token-type:jwt",
             "token_url":"https://sts.googleapis.com/v1/token","universe_domain":"googleapis.com",
             "service_account_impersonation_url":"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.c:generateAccessToken",
             "service_account_impersonation":{"token_lifetime_seconds":2800},
             "credential_source":{"url":"http://169.254.169.254/x","headers":{"a":"b"},
              "format":{"type":"json","subject_token_field_name":"t"}}}
            """;

    @Test
    void any_damage_is_either_harmless_or_one_kind_of_exception() throws Exception {
        Random random = new Random(20260101);
        byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
        int read = 0;
        try (Http http = Http.of(NOTHING, "test")) {
            GoogleTransport transport = new GoogleTransport(http, Deadline.after(Duration.ZERO));
            for (int round = 0; round < 3000; round++) {
                byte[] damaged = sample.clone();
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) "\"{}[]:,x0\\\n\u00e4".charAt(random.nextInt(12));
                }
                try {
                    KeyFile file = KeyFile.parse(damaged, SERVERS, NOTHING);
                    assertThat(file.identity()).doesNotContain("\n");
                    file.credentials(transport);
                    read++;
                } catch (KeyFile.UnusableException expected) {
                    assertThat(expected.failure().said()).isNotEmpty().doesNotContain("\n");
                } catch (IOException | RuntimeException byLibrary) {
                    assertThat(byLibrary.getStackTrace()[0].getClassName())
                            .as("only Google's library may do so: %s", byLibrary)
                            .doesNotStartWith("dev.coffer");
                }
            }
        }
        assertThat(read).as("some damage is harmless").isPositive();
    }

    @Test
    void deep_nesting_is_refused() {
        byte[] deep = "[".repeat(60_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> KeyFile.parse(deep, SERVERS, NOTHING))
                .isInstanceOf(KeyFile.UnusableException.class)
                .hasMessageContaining("brackets");
    }

    @ParameterizedTest
    @CsvSource({
        "https://oauth2.googleapis.com/token, true",
        "https://accounts.google.com/o/oauth2/token, true",
        "https://sts.mtls.googleapis.com/v1/token, true",
        "https://OAUTH2.GoogleAPIs.com/token, true",
        "https://allowed.example/token, true",
        "http://oauth2.googleapis.com/token, false",
        "https://google.com/token, false",
        "https://googleapis.com.evil.example/token, false",
        "https://notgoogleapis.com/token, false",
        "https://oauth2.googleapis.com@evil.example/, false",
        "https://evil.example#.googleapis.com, false",
        "https://evil.example/.googleapis.com, false",
        "'https://evil.example\\.googleapis.com', false",
        "https:oauth2.googleapis.com, false",
        "file:///etc/passwd, false",
        "http://169.254.169.254/token, false",
        "'', false"
    })
    void a_token_server_is_googles_or_allowed_by_name(String address, boolean fits) {
        GoogleServers servers = new GoogleServers(Set.of("allowed.example"));
        assertThat(servers.toTokenServer(address, "token_uri").isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/x, true",
        "http://127.0.0.1:4000/x, true",
        "http://localhost/x, true",
        "http://[::1]/x, true",
        "http://metadata.google.internal/x, true",
        "https://pipelines.actions.githubusercontent.com/x, true",
        "http://pipelines.actions.githubusercontent.com/x, false",
        "https://githubusercontent.com/x, false",
        "http://metadata.google.internal.evil.example/x, false",
        "http://user@169.254.169.254/x, false",
        "http://10.0.0.1/x, false",
        "http://169.254.169.254.nip.example/x, false",
        "ftp://169.254.169.254/x, false"
    })
    void an_identity_comes_from_this_machine_or_from_github(String address, boolean fits) {
        assertThat(SERVERS.toSubjectServer(address, "url").isEmpty()).isEqualTo(fits);
    }
}
