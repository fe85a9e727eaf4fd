package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;
import dev.coffer.platform.places.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kubelet's questions, answered out of a real vault. */
class ProviderProgramTest {
    @TempDir
    private Path home;

    private record Result(int status, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1", "v1alpha1"})
    void a_login_is_answered_in_the_version_that_was_asked(String version) throws Exception {
        store("registry.example:5000");

        assertThat(ask(version, "registry.example:5000/team/app")).isEqualTo(new Result(0, """
                        {"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/%s",\
                        "cacheKeyType":"Image","auth":{"registry.example:5000/team/app":\
                        {"username":"ada","password":"p<w"}}}
                        """.formatted(version), ""));
    }

    @Test
    void without_a_login_the_answer_is_a_valid_empty_one() throws Exception {
        Result result = ask("v1", "docker.io/library/nginx");

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("\"auth\":{}").contains("\"cacheDuration\":\"1m0s\"");
        assertThat(result.err()).contains("docker.io/library/nginx");
    }

    @Test
    void a_login_at_docker_hub_is_found_for_its_images() throws Exception {
        store("https://index.docker.io/v1/");

        assertThat(ask("v1", "docker.io/library/nginx").out())
                .contains("\"docker.io/library/nginx\":{\"username\":\"ada\"");
    }

    @Test
    void another_port_is_another_registry() throws Exception {
        store("registry.example:5000");

        assertThat(ask("v1", "registry.example/team/app").out()).contains("\"auth\":{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "", "v1\\u0000"})
    void another_version_is_refused(String version) throws Exception {
        Result result = ask(version, "registry.example/app");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("apiVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b/c", "registry.example/UPPER", "registry.example/", "", "registry.example/a b"})
    void what_is_no_image_is_refused(String image) throws Exception {
        assertThat(ask("v1", image).status()).isEqualTo(1);
    }

    @Test
    void an_image_of_ten_kilobytes_is_refused() throws Exception {
        assertThat(ask("v1", "registry.example/" + "a/".repeat(5000) + "b").status())
                .isEqualTo(1);
    }

    @Test
    void a_field_that_is_not_known_is_named_on_standard_error_only() throws Exception {
        store("registry.example");
        Result result = answer("""
                {"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1",\
                "image":"registry.example/app","podName":"p"}""");

        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("podName");
    }

    @Test
    void a_look_alike_of_a_cloud_gets_nothing() throws Exception {
        assertThat(ask("v1", "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/app")
                        .out())
                .contains("\"auth\":{}");
    }

    @Test
    void an_identity_token_is_nothing_for_a_kubelet() throws Exception {
        Coffer.open(environment())
                .accounts()
                .login(
                        ServerAddress.parse("registry.example"),
                        new Credential(Credential.TOKEN_USERNAME, Secret.ofText("refresh")));

        Result result = ask("v1", "registry.example/app");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("identity token").doesNotContain("refresh");
    }

    @Test
    void a_denied_registry_is_a_failure_with_its_reason() throws Exception {
        Path settings = Files.createDirectories(home.resolve(".config/coffer")).resolve("config.yaml");
        Files.writeString(settings, "routes:\n  - server: registry.example\n    deny: true\n");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));

        Result result = ask("v1", "registry.example/app");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("denies");
    }

    @Test
    void the_configuration_of_an_azure_node_names_the_identity() throws IOException {
        Path file = home.resolve("azure.json");
        Files.writeString(file, """
                {"tenantId":"t","aadClientId":"msi","aadClientSecret":"msi",
                 "useManagedIdentityExtension":true,"userAssignedIdentityID":"c"}""");

        Environment environment = AzureProviderConfig.apply(
                new String[] {"--registry-mirror", "a:b", file.toString()}, new Environment(Map.of("HOME", "/h")));

        assertThat(environment.variables())
                .isEqualTo(Map.of("HOME", "/h", "AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c"));
        Files.writeString(file, "{\"aadClientId\":\"c\",\"aadClientSecret\":\"canary\"}");
        assertThatThrownBy(() -> AzureProviderConfig.apply(new String[] {file.toString()}, environment))
                .isInstanceOf(IOException.class)
                .message()
                .contains("client secret")
                .doesNotContain("canary");
    }

    private void store(String server) throws Exception {
        Coffer.open(environment())
                .accounts()
                .login(ServerAddress.parse(server), new Credential("ada", Secret.ofText("p<w")));
    }

    private Environment environment() {
        return new Environment(Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin"));
    }

    private Result ask(String version, String image) throws IOException {
        return answer("{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/"
                + version + "\",\"image\":\"" + image + "\"}\n");
    }

    private Result answer(String request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new ProviderProgram("coffer-credential-provider", out, err)
                .answer(request.getBytes(StandardCharsets.UTF_8), environment());
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
