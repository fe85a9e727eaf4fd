package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenKeyTest {
    private static final String GCR = "europe-docker.pkg.dev";
    private static final String ACR = "myregistry.azurecr.io";

    @TempDir
    Path home;

    private CacheIdentity identity;
    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void makeIdentity() throws IOException {
        identity = CacheIdentity.ensure(home.resolve("key/cache-identity"), Duration.ofSeconds(1));
    }

    private String key(String server) {
        return key(server, Map.of(), Set.of());
    }

    private String key(String server, Map<String, String> options, Set<String> allowedHosts) {
        CloudRegistry registry = CloudRegistry.of(ServerAddress.parse(server)).orElseThrow();
        return TokenKey.of(
                        identity, new Environment(variables), home, registry, options, allowedHosts, Optional.empty())
                .hex();
    }

    private static String server(String cloud) {
        return switch (cloud) {
            case "ecr" -> Sandbox.ECR;
            case "gcr" -> GCR;
            default -> ACR;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "ecr, AWS_PROFILE",
        "ecr, AWS_ACCESS_KEY_ID",
        "ecr, AWS_SECRET_ACCESS_KEY",
        "ecr, AWS_SESSION_TOKEN",
        "ecr, AWS_ROLE_ARN",
        "ecr, AWS_ROLE_SESSION_NAME",
        "ecr, AWS_WEB_IDENTITY_TOKEN_FILE",
        "ecr, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "ecr, AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "ecr, AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "ecr, AWS_ENDPOINT_URL_STS",
        "ecr, AWS_CONFIG_FILE",
        "ecr, AWS_SHARED_CREDENTIALS_FILE",
        "ecr, AWS_EC2_METADATA_DISABLED",
        "gcr, GOOGLE_APPLICATION_CREDENTIALS",
        "gcr, CLOUDSDK_CORE_ACCOUNT",
        "gcr, CLOUDSDK_CONFIG",
        "gcr, CLOUDSDK_ACTIVE_CONFIG_NAME",
        "gcr, GCE_METADATA_HOST",
        "gcr, DOCKER_CREDENTIAL_GCR_STORE",
        "acr, AZURE_CLIENT_ID",
        "acr, AZURE_TENANT_ID",
        "acr, AZURE_CLIENT_SECRET",
        "acr, AZURE_FEDERATED_TOKEN_FILE",
        "acr, AZURE_CLIENT_CERTIFICATE_PATH",
        "acr, AZURE_CONFIG_DIR",
        "acr, IDENTITY_ENDPOINT",
        "acr, IDENTITY_HEADER",
        "acr, MSI_ENDPOINT",
        "acr, IMDS_ENDPOINT",
    })
    void aVariableThatDecidesMakesAnotherKey(String cloud, String variable) {
        String unset = key(server(cloud));
        variables.put(variable, "");
        String empty = key(server(cloud));
        variables.put(variable, "one");
        String one = key(server(cloud));
        variables.put(variable, "two");
        assertThat(Set.of(unset, empty, one, key(server(cloud)))).hasSize(4);
        variables.put(variable, "one");
        assertThat(key(server(cloud))).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({
        "ecr, '', .aws/config",
        "ecr, '', .aws/credentials",
        "ecr, '', .aws/sso/cache/0123.json",
        "ecr, '', .aws/login/cache/0123.json",
        "ecr, AWS_CONFIG_FILE, elsewhere/config",
        "ecr, AWS_SHARED_CREDENTIALS_FILE, elsewhere/credentials",
        "ecr, AWS_WEB_IDENTITY_TOKEN_FILE, elsewhere/token",
        "ecr, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, elsewhere/token",
        "gcr, '', .config/gcloud/application_default_credentials.json",
        "gcr, '', .config/gcloud/credentials.db",
        "gcr, '', .config/gcloud/active_config",
        "gcr, '', .config/gcloud/configurations/config_work",
        "gcr, '', .config/gcloud/docker_credentials.json",
        "gcr, GOOGLE_APPLICATION_CREDENTIALS, elsewhere/key.json",
        "acr, '', .azure/azureProfile.json",
        "acr, AZURE_FEDERATED_TOKEN_FILE, elsewhere/token",
        "acr, AZURE_CLIENT_CERTIFICATE_PATH, elsewhere/certificate.pem",
    })
    void aFileThatDecidesMakesAnotherKey(String cloud, String variable, String name) throws IOException {
        Path file = home.resolve(name);
        if (!variable.isEmpty()) {
            variables.put(variable, file.toString());
        }
        String missing = key(server(cloud));
        Sandbox.write(file, "one");
        String one = key(server(cloud));
        assertThat(key(server(cloud))).isEqualTo(one).isNotEqualTo(missing);

        Files.delete(file);
        Sandbox.write(file, "two");
        assertThat(key(server(cloud))).isNotEqualTo(one).isNotEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUDSDK_CONFIG, gcr, application_default_credentials.json",
        "CLOUDSDK_CONFIG, gcr, configurations/config_default",
        "CLOUDSDK_CONFIG, gcr, docker_credentials.json",
        "AWS_LOGIN_CACHE_DIRECTORY, ecr, 0123.json",
        "AZURE_CONFIG_DIR, acr, azureProfile.json",
    })
    void aFolderMayBeElsewhere(String variable, String cloud, String name) throws IOException {
        variables.put(variable, home.resolve("elsewhere").toString());
        String missing = key(server(cloud));
        Sandbox.write(home.resolve("elsewhere").resolve(name), "one");
        assertThat(key(server(cloud))).isNotEqualTo(missing);
    }

    @Test
    void aFileThatIsWrittenInPlaceWithItsTimeSetBackIsNoticed() throws IOException {
        Path file = Sandbox.write(home.resolve(".aws/credentials"), "aws_access_key_id=AKIA1");
        FileTime time = Files.getLastModifiedTime(file);
        String before = key(Sandbox.ECR);
        Files.writeString(file, "aws_access_key_id=AKIA2");
        Files.setLastModifiedTime(file, time);
        assertThat(key(Sandbox.ECR)).isNotEqualTo(before);
    }

    @Test
    void theKeyFileOfARouteCounts() throws IOException {
        Path file = Sandbox.write(home.resolve("key.json"), "one");
        Map<String, String> options = Map.of("key-file", file.toString());
        String one = key(GCR, options, Set.of());
        Files.delete(file);
        Sandbox.write(file, "two");
        assertThat(key(GCR, options, Set.of())).isNotEqualTo(one).isNotEqualTo(key(GCR));
    }

    @ParameterizedTest
    @CsvSource({"ecr, profile", "ecr, role", "gcr, impersonate", "acr, tenant", "acr, client-id", "acr, username"})
    void whatARouteSetsCounts(String cloud, String option) {
        String one = key(server(cloud), Map.of(option, "one"), Set.of());
        assertThat(Set.of(key(server(cloud)), one, key(server(cloud), Map.of(option, "two"), Set.of())))
                .hasSize(3);
    }

    @Test
    void whatTheSettingsAllowCounts() {
        assertThat(key(ACR, Map.of(), Set.of("login.example"))).isNotEqualTo(key(ACR));
    }

    @ParameterizedTest
    @CsvSource({
        "210987654321.dkr.ecr.eu-central-1.amazonaws.com",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        "123456789012.dkr.ecr-fips.eu-central-1.amazonaws.com",
        "123456789012.dkr-ecr.eu-central-1.on.aws",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com.cn",
        "public.ecr.aws",
    })
    void anotherRegistryOfAmazonHasAnotherKey(String server) {
        assertThat(key(server)).isNotEqualTo(key(Sandbox.ECR));
    }

    @Test
    void googlesHostsShareATokenAndAzuresDoNot() {
        assertThat(key("gcr.io")).isEqualTo(key(GCR));
        assertThat(key("public.ecr.aws")).isEqualTo(key("ecr-public.aws.com"));
        assertThat(key("another.azurecr.io")).isNotEqualTo(key(ACR));
    }

    @Test
    void whatDecidesNothingChangesNothing() throws IOException {
        String before = key(Sandbox.ECR);
        variables.put("PATH", "/elsewhere");
        variables.put("AZURE_CLIENT_ID", "one");
        Sandbox.write(home.resolve(".aws/cli/history"), "one");
        assertThat(key(Sandbox.ECR)).isEqualTo(before);
    }

    @Test
    void withoutTheIdentityTheKeyCannotBeComputed() throws IOException {
        String before = key(Sandbox.ECR);
        identity = CacheIdentity.ensure(home.resolve("other/cache-identity"), Duration.ofSeconds(1));
        assertThat(key(Sandbox.ECR)).isNotEqualTo(before);
    }
}
