package dev.coffer.kubernetes.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.coffer.api.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginRequestTest {
    private static final String V1 = "credentialprovider.kubelet.k8s.io/v1";

    /** As the kubelet writes it: one line, kind first. */
    private static String request(String apiVersion, String image, String more) {
        return "{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"" + apiVersion + "\",\"image\":\"" + image
                + "\"" + more + "}\n";
    }

    private static PluginRequest read(String json) throws InvalidPluginRequestException {
        return PluginRequest.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLikely(String input) {
        return PluginRequest.isLikely(input.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void each_version_is_read(PluginVersion version) throws Exception {
        String json = request(version.apiVersion(), "docker.io/library/nginx", "");

        PluginRequest request = read(json);

        assertThat(request.version()).isEqualTo(version);
        assertThat(request.image().repository()).isEqualTo("docker.io/library/nginx");
        assertThat(request.serviceAccountToken()).isEmpty();
        assertThat(request.serviceAccountAnnotations()).isEmpty();
        assertThat(request.unknownFields()).isEmpty();
        assertThat(isLikely(json)).isTrue();
    }

    @Test
    void a_service_account_comes_with_version_1() throws Exception {
        PluginRequest request = read(
                request(
                        V1,
                        "gcr.io/a/b",
                        ",\"serviceAccountToken\":\"eyJ.x.y\",\"serviceAccountAnnotations\":{\"eks.amazonaws.com/role-arn\":\"arn:x\"}"));

        assertThat(request.serviceAccountToken()).hasValue(Secret.ofText("eyJ.x.y"));
        assertThat(request.serviceAccountAnnotations()).containsExactly(entry("eks.amazonaws.com/role-arn", "arn:x"));
        assertThat(request.unknownFields()).isEmpty();
        assertThat(request.toString()).doesNotContain("eyJ");
    }

    @Test
    void nulls_and_empty_values_are_as_good_as_missing_ones() throws Exception {
        PluginRequest request =
                read(request(V1, "gcr.io/a", ",\"serviceAccountToken\":\"\",\"serviceAccountAnnotations\":null"));

        assertThat(request.serviceAccountToken()).isEmpty();
        assertThat(request.serviceAccountAnnotations()).isEmpty();
        assertThat(read(request(V1, "gcr.io/a", ",\"serviceAccountToken\":null"))
                        .serviceAccountToken())
                .isEmpty();
    }

    @Test
    void unknown_fields_are_named_and_otherwise_ignored() throws Exception {
        PluginRequest request = read(request(V1, "gcr.io/a", ",\"podName\":\"x\",\"a\\u001bb\":[1,{\"c\":2}]"));

        assertThat(request.unknownFields()).containsExactlyInAnyOrder("podName", "a\\x1Bb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1beta1", "v1alpha1"})
    void the_older_versions_know_no_service_account(String version) throws Exception {
        PluginRequest request = read(request(
                "credentialprovider.kubelet.k8s.io/" + version, "gcr.io/a", ",\"serviceAccountToken\":\"secret\""));

        assertThat(request.serviceAccountToken()).isEmpty();
        assertThat(request.unknownFields()).containsExactly("serviceAccountToken");
    }

    @Test
    void a_request_over_several_lines_is_read() throws Exception {
        assertThat(read(request(V1, "gcr.io/a", "").replace(",", ",\r\n\t"))
                        .image()
                        .path())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{}                                                                  ~ kind is missing",
                "{'kind':'CredentialProviderResponse'}                               ~ kind is CredentialProviderResponse",
                "{'kind':5}                                                          ~ kind is not text",
                "{'kind':'CredentialProviderRequest'}                                ~ apiVersion is missing",
                "{'kind':'CredentialProviderRequest','apiVersion':'foobar.kubelet.k8s.io/v1beta1'} ~ apiVersion is foobar",
                "{'kind':'CredentialProviderRequest','apiVersion':'credentialprovider.kubelet.k8s.io/v2'} ~ v1, v1beta1 or v1alpha1",
                "{'kind':'CredentialProviderRequest','apiVersion':'credentialprovider.kubelet.k8s.io/v1'} ~ is empty",
                "[]                                                                  ~ not a JSON object",
                "null                                                                ~ not a JSON object",
                "{} {}                                                               ~ not a JSON object",
                "{'image':                                                           ~ not a JSON object",
                "ghcr.io                                                             ~ not a JSON object",
            })
    void what_is_no_request_is_refused_with_a_reason(String json, String reason) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(InvalidPluginRequestException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"serviceAccountToken\":5",
                ",\"serviceAccountToken\":{\"a\":\"b\"}",
                ",\"serviceAccountAnnotations\":[]",
                ",\"serviceAccountAnnotations\":{\"a\":5}",
                ",\"image\":7",
                ",\"image\":\"user@ghcr.io/a\"",
                ",\"image\":\"a@b/c\"",
            })
    void known_fields_must_be_what_they_should_be(String more) {
        assertThatThrownBy(() -> read(request(V1, "gcr.io/a", more))).isInstanceOf(InvalidPluginRequestException.class);
    }

    @Test
    void damage_does_not_show_the_token() {
        String damaged = request(V1, "gcr.io/a", ",\"serviceAccountToken\":\"s3cr3t\" s3cr3t");

        assertThatThrownBy(() -> read(damaged))
                .hasMessageNotContaining("s3cr3t")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> PluginRequest.read(new byte[] {'{', (byte) 0xff, '}'}))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void sizes_and_depths_are_limited() throws Exception {
        byte[] tooLong = new byte[PluginRequest.MAX_BYTES + 1];
        Arrays.fill(tooLong, (byte) ' ');
        assertThatThrownBy(() -> PluginRequest.read(tooLong)).hasMessageContaining("longer than 1048576 bytes");
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> read(request(V1, "gcr.io/a", ",\"x\":" + deep)))
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> read(request(V1, "gcr.io/" + "a".repeat(10 << 10), "")))
                .isInstanceOf(InvalidPluginRequestException.class)
                .message()
                .hasSizeLessThan(150);
        assertThat(read(request(V1, "gcr.io/a", ",\"x\":\"" + "[".repeat(100) + "\""))
                        .unknownFields())
                .containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " \n{ \"kind\" : \"CredentialProviderRequest\"",
                "{\"image\":\"a\",\"x\":{\"kind\":1},\"y\":[1,2,{}],\"z\":-1.5,\"kind\":\"CredentialProviderRequest\"}",
                "{\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v9\",\"kind\":\"Other\"}",
                "{\"a\":\"\\\\\",\"kind\":\"CredentialProviderRequest\"",
            })
    void what_is_meant_as_a_request_is_told_from_the_first_bytes(String input) {
        assertThat(isLikely(input)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ghcr.io",
                "https://index.docker.io/v1/",
                "{",
                "{}",
                "[{\"kind\":\"CredentialProviderRequest\"}]",
                "{\"ServerURL\":\"a\",\"Username\":\"kind\",\"Secret\":\"{\\\"kind\\\":\\\"CredentialProviderRequest\\\"}\"}",
                "{\"ServerURL\":\"a\",\"x\":{\"kind\":\"CredentialProviderRequest\"}}",
                "{\"x\":[\"kind\",\"CredentialProviderRequest\"]}",
                "{\"kind\":\"Secret\",\"apiVersion\":\"v1\"}",
                "{\"\\",
            })
    void what_is_not_meant_as_a_request_is_left_to_dockers_protocol(String input) {
        assertThat(isLikely(input)).isFalse();
    }

    @Property
    void any_text_is_read_or_refused_with_the_one_exception(@ForAll("soups") String text) {
        isLikely(text);
        try {
            read(text);
        } catch (InvalidPluginRequestException refused) {
            assertThat(refused).hasMessageNotContaining("\n");
        }
    }

    @Property
    void a_damaged_request_is_read_or_refused_with_the_one_exception(
            @ForAll byte value, @ForAll int place, @ForAll boolean cut) {
        byte[] bytes = request(
                        V1, "gcr.io/a", ",\"serviceAccountToken\":\"t\",\"serviceAccountAnnotations\":{\"a\":\"b\"}")
                .getBytes(StandardCharsets.UTF_8);
        int at = Math.floorMod(place, bytes.length);
        bytes[at] = value;
        byte[] damaged = cut ? Arrays.copyOf(bytes, at) : bytes;
        PluginRequest.isLikely(damaged);
        try {
            assertThat(PluginRequest.read(damaged).version()).isEqualTo(PluginVersion.V1);
        } catch (InvalidPluginRequestException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "\\",
                        ":",
                        ",",
                        "\"kind\"",
                        "\"CredentialProviderRequest\"",
                        "1",
                        "x",
                        " ",
                        "\u0000",
                        "é")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }
}
