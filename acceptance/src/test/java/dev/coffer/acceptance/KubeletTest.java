package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.coffer.cloud.fixture.AwsKeys;
import dev.coffer.cloud.fixture.FakeCluster;
import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built program as a kubelet's credential provider. */
class KubeletTest {
    private static final String GROUP = "credentialprovider.kubelet.k8s.io/";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1", "v1alpha1"})
    void aTokenOfTheNodeIsAnsweredForItsWholeRegistry(String version) throws Exception {
        try (CloudWorld world = CloudWorld.start()) {
            logIn(world);

            JsonObject answer =
                    ask(version, CloudWorld.ECR + "/team/app").succeeded().json();
            ask(version, CloudWorld.ECR + "/team/other").succeeded();

            assertThat(answer.getString("apiVersion")).isEqualTo(GROUP + version);
            assertThat(answer.getString("kind")).isEqualTo("CredentialProviderResponse");
            assertThat(answer.getString("cacheKeyType")).isEqualTo("Registry");
            assertThat(answer.getString("cacheDuration")).matches("11h\\d+m\\d+s");
            assertThat(answer.getObject("auth")).containsOnlyKeys(CloudWorld.ECR);
            assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(1);
            pull(CloudWorld.ECR, answer.getObject("auth").getObject(CloudWorld.ECR));
        }
    }

    @Test
    void aLoginIsAnsweredForItsImage() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "skopeo");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            user.store(registry.address(), TestRegistry.USER, TestRegistry.PASSWORD);

            JsonObject auth = ask("v1", registry.address() + "/team/app")
                    .succeeded()
                    .json()
                    .getObject("auth");

            assertThat(auth).containsOnlyKeys(registry.address() + "/team/app");
            JsonObject credential = auth.getObject(registry.address() + "/team/app");
            user.run(
                            TestRegistry.PASSWORD,
                            List.of(
                                    "skopeo",
                                    "login",
                                    "-u",
                                    credential.getString("username"),
                                    "--password-stdin",
                                    registry.address()))
                    .succeeded();
            assertThat(credential.getString("password")).isEqualTo(TestRegistry.PASSWORD);
        }
    }

    @Test
    void whileTheCloudIsDownAValidTokenIsAnsweredAndADamagedCacheIsNone() throws Exception {
        try (CloudWorld world = CloudWorld.start()) {
            logIn(world);
            world.ecr.life(Duration.ofMinutes(30));
            ask("v1", CloudWorld.ECR + "/team/app").succeeded();
            world.ecr.faults.answer(500, "{}", 1000);

            ask("v1", CloudWorld.ECR + "/team/app").succeeded();
            try (var files = Files.list(user.data().resolve("cache"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".age")).toList()) {
                    Files.writeString(file, "damaged");
                }
            }
            Result refused = ask("v1", CloudWorld.ECR + "/team/app").failed();
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).startsWith("coffer-credential-provider: ");
        }
    }

    @Test
    void manyAtATimeMakeOneCall() throws Exception {
        try (CloudWorld world = CloudWorld.start()) {
            logIn(world);
            world.ecr.faults.delay(Duration.ofMillis(300));
            Path request = user.write("request", request("v1", CloudWorld.ECR + "/team/app"));
            List<Process> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(user.start(List.of("sh", "-c", "exec " + provider() + " <" + request + " >answer" + i)));
            }
            for (Process one : all) {
                assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(one.exitValue()).isZero();
            }
            assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(1);
        }
    }

    @Test
    void twoServiceAccountsPullAsThemselvesAndNeverAsTheNode() throws Exception {
        try (CloudWorld world = CloudWorld.start()) {
            logIn(world);
            String image = CloudWorld.ECR + "/team/app";
            ask("v1", image).succeeded();
            List<String> passwords = new ArrayList<>();
            for (String account : List.of("builder", "runner")) {
                String role = "arn:aws:iam::123456789012:role/" + account;
                String subject = FakeCluster.subject("team", account);
                String token = FakeCluster.token(
                        subject, "sts.amazonaws.com", Instant.now().plusSeconds(3600));
                world.sts.trustPod(role, subject);
                for (int i = 0; i < 2; i++) {
                    JsonObject answer = user.run(
                                    request(image, token, role),
                                    List.of(provider().toString()))
                            .succeeded()
                            .json();
                    assertThat(answer.getString("cacheKeyType")).isEqualTo("Image");
                    assertThat(answer.getObject("auth")).containsOnlyKeys(image);
                    passwords.add(answer.getObject("auth").getObject(image).getString("password"));
                }
                assertThat(world.ecr.issued().getLast().arn()).contains("assumed-role/" + account + "/");
            }
            assertThat(passwords.stream().distinct())
                    .as("remembered for each, shared by none")
                    .hasSize(2);
            assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(3);
        }
    }

    @Test
    void withoutALoginAndWithoutAHomeTheAnswerIsValidAndEmpty() throws IOException {
        user.with("COFFER_HOME", user.path("data").toString())
                .with("COFFER_IDENTITY_HOME", user.path("identity").toString())
                .with("COFFER_CONFIG", user.path("config.yaml").toString())
                .without("HOME");

        Result answer = ask("v1", "docker.io/library/nginx").succeeded();

        assertThat(answer.json().getObject("auth")).isEmpty();
        assertThat(answer.json().getString("cacheDuration")).isEqualTo("1m0s");
    }

    @Test
    void theTwoProtocolsAreToldApart() throws IOException {
        user.store("registry.example", "ada", "p");

        Result kubelet =
                user.helper("get", request("v1", "registry.example/app")).succeeded();
        assertThat(kubelet.json().getObject("auth")).containsOnlyKeys("registry.example/app");
        assertThat(kubelet.err()).contains("a kubelet's request");

        Result docker = user.run("registry.example", List.of(provider().toString(), "get"))
                .succeeded();
        assertThat(docker.json().getString("Secret")).isEqualTo("p");
        assertThat(docker.err()).contains("Docker's protocol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr-credential-provider", "acr-credential-provider", "auth-provider-gcp"})
    void theNamesOfTheCloudsProvidersAreTaken(String name) throws IOException {
        user.store("registry.example", "ada", "p");

        assertThat(user.run(
                                request("v1", "registry.example/app"),
                                List.of(link(name).toString(), "get-credentials"))
                        .all())
                .contains(name.startsWith("acr") ? "no cloud configuration" : "registry.example/app");
    }

    private void logIn(CloudWorld world) {
        AwsKeys.Key node = world.aws.user("arn:aws:iam::123456789012:role/node");
        user.with("AWS_ACCESS_KEY_ID", node.id()).with("AWS_SECRET_ACCESS_KEY", node.secret());
    }

    private void pull(String host, JsonObject credential) {
        user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
        user.run(List.of(
                        "skopeo",
                        "inspect",
                        "--creds",
                        credential.getString("username") + ":" + credential.getString("password"),
                        "docker://" + host + "/" + CloudWorld.IMAGE))
                .succeeded();
    }

    private Result ask(String version, String image) throws IOException {
        return user.run(request(version, image), List.of(provider().toString()));
    }

    private static String request(String version, String image) {
        return JsonWriter.string()
                        .object()
                        .value("kind", "CredentialProviderRequest")
                        .value("apiVersion", GROUP + version)
                        .value("image", image)
                        .end()
                        .done()
                + "\n";
    }

    private static String request(String image, String token, String role) {
        return JsonWriter.string()
                .object()
                .value("kind", "CredentialProviderRequest")
                .value("apiVersion", GROUP + "v1")
                .value("image", image)
                .value("serviceAccountToken", token)
                .object("serviceAccountAnnotations")
                .value("eks.amazonaws.com/role-arn", role)
                .end()
                .end()
                .done();
    }

    private Path provider() throws IOException {
        return link("coffer-credential-provider");
    }

    private Path link(String name) throws IOException {
        Path link = Files.createDirectories(user.path("bin")).resolve(name);
        return Files.exists(link)
                ? link
                : Files.createSymbolicLink(link, user.delivery().program("coffer"));
    }
}
