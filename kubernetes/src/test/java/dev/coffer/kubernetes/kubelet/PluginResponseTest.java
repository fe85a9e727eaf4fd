package dev.coffer.kubernetes.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import dev.coffer.kubernetes.matching.KubeletKeyring;
import dev.coffer.kubernetes.matching.MatchCases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginResponseTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Credential CREDENTIAL = new Credential("AWS", Secret.ofText("p\"a<s>s\u0001ü"));

    private static PluginRequest request(String image, Optional<Secret> token) {
        return new PluginRequest(PluginVersion.V1, ImageReference.parse(image), token, Map.of(), List.of());
    }

    private static PluginRequest request(String image) {
        return request(image, Optional.empty());
    }

    private static String text(PluginResponse response) {
        return new String(response.toJson(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_is_of_the_version_that_was_asked(PluginVersion version) throws Exception {
        AnswerScope scope = new AnswerScope("h:5000/a", CacheKeyType.IMAGE, Optional.of(Duration.ofHours(6)));

        assertThat(text(PluginResponse.found(version, scope, new Credential("u", Secret.ofText("p")))))
                .isEqualTo("{\"kind\":\"CredentialProviderResponse\",\"apiVersion\":\"" + version.apiVersion()
                        + "\",\"cacheKeyType\":\"Image\",\"cacheDuration\":\"6h0m0s\","
                        + "\"auth\":{\"h:5000/a\":{\"username\":\"u\",\"password\":\"p\"}}}\n");
    }

    @Test
    void an_unknown_end_leaves_the_duration_to_the_configuration() throws Exception {
        AnswerScope scope = AnswerScope.of(request("ghcr.io/a/b"), false, Optional.empty(), NOW);

        assertThat(text(PluginResponse.found(PluginVersion.V1, scope, CREDENTIAL)))
                .doesNotContain("cacheDuration")
                .contains("\"ghcr.io\":");
    }

    @Test
    void no_credential_is_a_valid_answer() {
        assertThat(text(PluginResponse.none(request("ghcr.io/a"), Duration.ofMinutes(1))))
                .isEqualTo(
                        "{\"kind\":\"CredentialProviderResponse\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\","
                                + "\"cacheKeyType\":\"Image\",\"cacheDuration\":\"1m0s\",\"auth\":{}}\n");
        assertThat(text(PluginResponse.none(request("ghcr.io/a"), Duration.ZERO)))
                .contains("\"0s\"");
    }

    @Property
    void any_text_comes_out_as_it_went_in(@ForAll String user, @ForAll String password) throws Exception {
        String name = Secret.ofText(user).text();
        Secret secret = Secret.ofText(password);
        AnswerScope scope = new AnswerScope("ghcr.io", CacheKeyType.REGISTRY, Optional.empty());
        if (name.equals(Credential.TOKEN_USERNAME)) {
            return;
        }

        String json = text(PluginResponse.found(PluginVersion.V1, scope, new Credential(name, secret)));

        assertThat(json).endsWith("}\n").containsOnlyOnce("\n");
        JsonObject auth = JsonParser.object().from(json).getObject("auth").getObject("ghcr.io");
        assertThat(auth.getString("username")).isEqualTo(name);
        assertThat(auth.getString("password")).isEqualTo(secret.text());
    }

    @Test
    void what_the_protocol_cannot_say_is_refused_and_not_shown() {
        AnswerScope scope = new AnswerScope("ghcr.io", CacheKeyType.REGISTRY, Optional.empty());

        assertThatThrownBy(() -> PluginResponse.found(
                        PluginVersion.V1, scope, new Credential("<token>", Secret.ofText("s3cr3t"))))
                .isInstanceOf(UnusableCredentialException.class)
                .hasMessageContaining("identity token")
                .hasMessageNotContaining("s3cr3t");
        assertThatThrownBy(() -> PluginResponse.found(
                        PluginVersion.V1, scope, new Credential("u", Secret.copyOf(new byte[] {(byte) 0xff}))))
                .isInstanceOf(UnusableCredentialException.class);
    }

    @Test
    void an_answer_does_not_show_its_password_by_accident() throws Exception {
        AnswerScope scope = new AnswerScope("ghcr.io", CacheKeyType.REGISTRY, Optional.empty());
        Credential credential = new Credential("u", Secret.ofText("s3cr3t"));

        assertThat(PluginResponse.found(PluginVersion.V1, scope, credential).toString())
                .contains("ghcr.io")
                .doesNotContain("s3cr3t");
    }

    @Test
    void an_answer_for_the_registry_has_its_host_and_port_as_key() {
        AnswerScope scope = AnswerScope.of(request("h.io:5000/a/b"), false, Optional.empty(), NOW);

        assertThat(scope.cacheKeyType()).isEqualTo(CacheKeyType.REGISTRY);
        assertThat(scope.key()).isEqualTo("h.io:5000");
    }

    @Test
    void an_answer_that_depends_on_the_path_is_for_its_image() {
        AnswerScope scope = AnswerScope.of(request("h.io:5000/a/b"), true, Optional.empty(), NOW);

        assertThat(scope.cacheKeyType()).isEqualTo(CacheKeyType.IMAGE);
        assertThat(scope.key()).isEqualTo("h.io:5000/a/b");
    }

    @Test
    void an_answer_to_a_service_account_is_always_for_its_image() {
        PluginRequest request = request("h.io/a/b", Optional.of(Secret.ofText("t")));

        assertThat(AnswerScope.of(request, false, Optional.empty(), NOW))
                .isEqualTo(new AnswerScope("h.io/a/b", CacheKeyType.IMAGE, Optional.empty()));
    }

    @Test
    void the_scopes_are_those_of_the_kubelets_cache() {
        JsonObject cacheKeys = MatchCases.all().getObject("cache_key_upstream");
        PluginRequest request = request(cacheKeys.getString("image"));

        for (boolean dependsOnPath : new boolean[] {true, false}) {
            AnswerScope scope = AnswerScope.of(request, dependsOnPath, Optional.empty(), NOW);
            assertThat(cacheKeys
                            .getObject("keys")
                            .getString(scope.cacheKeyType().text()))
                    .isEqualTo(scope.key());
        }
    }

    static Stream<JsonObject> decodings() {
        return MatchCases.table("decode_response_upstream");
    }

    @ParameterizedTest
    @MethodSource("decodings")
    void what_the_kubelet_decodes_is_what_we_write(JsonObject decoding) throws Exception {
        JsonObject ours = JsonParser.object().from(text(PluginResponse.none(request("ghcr.io/a"), Duration.ZERO)));

        boolean isOurs = ours.getString("kind").equals(decoding.getString("kind"))
                && PluginVersion.of(decoding.getString("apiVersion")).isPresent();
        assertThat(isOurs).isEqualTo(decoding.getBoolean("ok"));
    }

    private static boolean fits(String key, String image) {
        KubeletKeyring keyring = new KubeletKeyring();
        keyring.add(key, "credential");
        return !keyring.lookup(image).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "h.io/a",
                "h.io:443/a/b",
                "h.io/v1/a",
                "h.io/v2/a",
                "h.io/v2/v1/a",
                "h.io/v2",
                "h.io/v1a/b",
                "[::1]:5000/a",
                "123456789012.dkr.ecr.us-east-1.amazonaws.com.evil/a"
            })
    void the_key_fits_the_image_and_no_other_registry(String image) {
        for (boolean dependsOnPath : new boolean[] {true, false}) {
            PluginRequest request = request(image);
            String key = AnswerScope.of(request, dependsOnPath, Optional.empty(), NOW)
                    .key();
            String registry = request.image().registry();

            assertThat(fits(key, request.image().repository())).isTrue();
            assertThat(fits(key, "x" + request.image().repository())).isFalse();
            assertThat(fits(key, request.image().host() + ":1/a")).isFalse();
            assertThat(fits(key, registry + "/other")).isEqualTo(!dependsOnPath);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT12H,   11h50m0s",
        "PT1H,    50m0s",
        "PT20M,   10m0s",
        "PT19M,   9m30s",
        "PT5M,    2m30s",
        "PT1.9S,  0s",
        "PT3.5S,  1s",
        "PT0S,    0s",
        "-PT1H,   0s",
        "P400000D, 2562047h47m16s",
    })
    void an_answer_is_kept_as_long_as_it_lives_with_time_left_for_the_pull(Duration left, String kept) {
        AnswerScope scope = AnswerScope.of(request("h.io/a"), false, Optional.of(NOW.plus(left)), NOW);

        assertThat(scope.cacheDuration().map(GoDuration::format)).hasValue(kept);
    }
}
