package dev.coffer.cloud.gcr;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenMessages;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.fixture.FakeGoogle;
import dev.coffer.cloud.fixture.FakeGoogleSts;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.cloud.program.TokenProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program with real environment variables, which Google's library reads by itself. The program is this class
 * path's, or the executable in {@code COFFER_CLOUD_PROGRAM}: there it shows that reflection finds what it needs.
 */
class GcrProgramTest {
    private static final String ROBOT = "robot@fake-project.iam.gserviceaccount.com";
    private static final String JANE = "jane@example.com";

    @TempDir
    private static Path authority;

    private static FakeInternet internet;

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private FakeGoogle google;

    @BeforeAll
    static void start() throws Exception {
        internet = FakeInternet.start(authority.resolve("ca"), FakeGoogle.NAMES);
    }

    @AfterAll
    static void stop() {
        internet.close();
    }

    @BeforeEach
    void prepare() {
        google = new FakeGoogle(internet);
        FakeGoogle.takeMetadata(internet);
        variables.put("HOME", folder.toString());
        variables.put("PATH", "/usr/bin:/bin");
    }

    @Test
    void a_service_account() throws Exception {
        use(google.tokens().serviceAccount(ROBOT));
        assertThat(identity(Map.of())).isEqualTo(ROBOT);
    }

    @Test
    void the_librarys_own_logging_does_no_harm() throws Exception {
        variables.put("GOOGLE_SDK_JAVA_LOGGING", "true");
        use(google.tokens().serviceAccount(ROBOT));
        assertThat(identity(Map.of())).isEqualTo(ROBOT);
    }

    @Test
    void a_login() throws Exception {
        use(google.tokens().login(JANE));
        assertThat(identity(Map.of())).isEqualTo(JANE);
    }

    @Test
    void a_workforce_login() throws Exception {
        use(google.sts().workforceLogin(JANE));
        assertThat(identity(Map.of())).isEqualTo(JANE);
    }

    @Test
    void a_machine_and_acting_as_another_account_from_there() throws Exception {
        google.serveMetadata(internet);
        assertThat(identity(Map.of())).isEqualTo(FakeGoogle.MACHINE);
        google.iam().allow(ROBOT, FakeGoogle.MACHINE);
        assertThat(identity(Map.of("impersonate", ROBOT))).isEqualTo(ROBOT);
    }

    @Test
    void acting_as_another_account_by_a_file_with_a_login_or_a_key() throws Exception {
        String other = "other@fake-project.iam.gserviceaccount.com";
        google.iam().allow(ROBOT, JANE, other);
        for (JsonObject source :
                List.of(google.tokens().login(JANE), google.tokens().serviceAccount(other))) {
            use(JsonObject.builder()
                    .value("type", "impersonated_service_account")
                    .value("service_account_impersonation_url", impersonationUrl())
                    .array("delegates")
                    .end()
                    .value("source_credentials", source)
                    .done());
            assertThat(identity(Map.of())).isEqualTo(ROBOT);
        }
    }

    @Test
    void an_identity_of_a_file_that_acts_as_an_account() throws Exception {
        Files.writeString(folder.resolve("subject"), "workload-jwt");
        google.sts().trust("workload-jwt", "workload");
        google.iam().allow(ROBOT, "workload");
        JsonObject configuration = FakeGoogleSts.configuration(JsonObject.builder()
                .value("file", folder.resolve("subject").toString())
                .done());
        use(configuration);
        assertThat(identity(Map.of())).isEqualTo("workload");
        configuration.put("service_account_impersonation_url", impersonationUrl());
        use(configuration);
        assertThat(identity(Map.of())).isEqualTo(ROBOT);
    }

    @Test
    void an_identity_of_aws_by_keys_in_the_environment() throws Exception {
        use(FakeGoogleSts.configuration(awsSource()));
        variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        variables.put("AWS_SECRET_ACCESS_KEY", "aws-secret");
        variables.put("AWS_REGION", "eu-central-1");
        assertThat(identity(Map.of())).isEqualTo("aws");
    }

    @Test
    void an_identity_of_aws_by_the_role_of_an_instance() throws Exception {
        internet.serve("169.254.169.254", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            boolean hasToken = "imds-token".equals(exchange.getRequestHeaders().getFirst("x-aws-ec2-metadata-token"));
            boolean hasTtl = exchange.getRequestHeaders().containsKey("x-aws-ec2-metadata-token-ttl-seconds");
            String text =
                    switch (request) {
                        case "PUT /latest/api/token" -> hasTtl ? "imds-token" : "";
                        case "GET /latest/meta-data/placement/availability-zone" -> hasToken ? "eu-central-1b" : "";
                        case "GET /latest/meta-data/iam/security-credentials" -> hasToken ? "role" : "";
                        case "GET /latest/meta-data/iam/security-credentials/role" ->
                            hasToken
                                    ? "{\"Code\":\"Success\",\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s\",\"Token\":\"t\"}"
                                    : "";
                        default -> "";
                    };
            FakeInternet.answer(exchange, text.isEmpty() ? 401 : 200, "text/plain", text);
        });
        use(FakeGoogleSts.configuration(awsSource()));
        assertThat(identity(Map.of())).isEqualTo("aws");
    }

    private static JsonObject awsSource() {
        return JsonObject.builder()
                .value("environment_id", "aws1")
                .value("region_url", "http://169.254.169.254/latest/meta-data/placement/availability-zone")
                .value("url", "http://169.254.169.254/latest/meta-data/iam/security-credentials")
                .value("imdsv2_session_token_url", "http://169.254.169.254/latest/api/token")
                .value(
                        "regional_cred_verification_url",
                        "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15")
                .done();
    }

    @Test
    void an_identity_of_a_program_where_the_environment_allows_that() throws Exception {
        google.sts().trust("program-jwt", "program");
        use(program("""
                echo '{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:jwt",'
                echo '"id_token":"program-jwt","expiration_time":4102444800}'
                """));
        assertThat(fetch(Map.of())).isInstanceOf(TokenAnswer.Failed.class);
        variables.put("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1");
        assertThat(identity(Map.of())).isEqualTo("program");
    }

    @Test
    void what_a_failing_program_writes_is_told_to_nobody() throws Exception {
        variables.put("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1");
        for (String script : List.of(
                "echo canary-secret",
                "echo canary-secret; echo canary-secret >&2; exit 3",
                "echo '{\"version\":1,\"success\":false,\"code\":\"401\",\"message\":\"canary-secret\"}'")) {
            use(program(script));
            byte[] answer =
                    run(new TokenOrder(ServerAddress.parse("gcr.io"), Map.of(), Set.of(), Duration.ofSeconds(20)));
            assertThat(new String(answer, StandardCharsets.UTF_8))
                    .contains("its program failed")
                    .doesNotContain("canary-secret");
        }
    }

    private static String impersonationUrl() {
        return "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + ROBOT + ":generateAccessToken";
    }

    private JsonObject program(String script) throws IOException {
        Path program = Files.createTempFile(folder, "subject", "");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return FakeGoogleSts.configuration(JsonObject.builder()
                .object("executable")
                .value("command", program.toString())
                .value("timeout_millis", 5000)
                .end()
                .done());
    }

    private void use(JsonObject credentials) throws IOException {
        Path file = Files.createTempFile(folder, "key", ".json");
        Files.writeString(file, JsonWriter.string(credentials));
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    }

    /** Whose token the program brings. */
    private String identity(Map<String, String> options) throws Exception {
        TokenAnswer answer = fetch(options);
        assertThat(answer).as(() -> answer + " " + answer.tried()).isInstanceOf(TokenAnswer.Fetched.class);
        TokenAnswer.Fetched fetched = (TokenAnswer.Fetched) answer;
        return google.ledger().identity(fetched.token().text()).orElseThrow();
    }

    private TokenAnswer fetch(Map<String, String> options) throws Exception {
        return TokenMessages.readAnswer(
                run(new TokenOrder(ServerAddress.parse("gcr.io"), options, Set.of(), Duration.ofSeconds(20))));
    }

    private byte[] run(TokenOrder order) throws Exception {
        List<String> command = Optional.ofNullable(System.getenv("COFFER_CLOUD_PROGRAM"))
                .map(List::of)
                .orElseGet(() -> List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenProgram.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Path errors = folder.resolve("errors");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().write(TokenMessages.write(order));
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(errors)).as("standard error").isEmpty();
        assertThat(process.exitValue()).isZero();
        return output;
    }
}
