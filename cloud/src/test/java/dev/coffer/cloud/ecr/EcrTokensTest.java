package dev.coffer.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.cloud.fixture.AwsKeys;
import dev.coffer.cloud.fixture.FakeEcr;
import dev.coffer.cloud.fixture.FakeEcsCredentials;
import dev.coffer.cloud.fixture.FakeImds;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.cloud.fixture.FakeSso;
import dev.coffer.cloud.fixture.FakeSts;
import dev.coffer.cloud.fixture.TokenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way to a token of ECR, in a process with its own environment, against fakes under the real names. */
class EcrTokensTest {
    private static final String HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private static final String API = "api.ecr.eu-central-1.amazonaws.com";
    private static final String ALICE = "arn:aws:iam::123456789012:user/alice";
    private static final String ROLE = "arn:aws:iam::123456789012:role/puller";
    private static final String CLIENT = """
            "clientId": "c", "clientSecret": "client-secret", "refreshToken": "none",
            "registrationExpiresAt": "2099-01-01T00:00:00Z",\s""";
    private static final String IMDS = "169.254.169.254";
    private static final String ECS = "169.254.170.2";
    private static final String EKS = "169.254.170.23";

    private static final List<String> APIS = List.of(
            API,
            "api.ecr-fips.eu-central-1.amazonaws.com",
            "api.ecr-fips.us-east-1.amazonaws.com",
            "ecr.eu-central-1.api.aws",
            "ecr-fips.us-east-1.api.aws",
            "api.ecr.cn-north-1.amazonaws.com.cn",
            "ecr.cn-north-1.api.amazonwebservices.com.cn",
            "api.ecr.eusc-de-east-1.amazonaws.eu",
            "api.ecr-fips.us-gov-west-1.amazonaws.com",
            "api.ecr.us-iso-east-1.c2s.ic.gov",
            "api.ecr.us-isob-east-1.sc2s.sgov.gov",
            "api.ecr.eu-isoe-west-1.cloud.adc-e.uk",
            "api.ecr.us-isof-south-1.csp.hci.ic.gov",
            "api.ecr.xx-new-7.amazonaws.com",
            "api.ecr-public.us-east-1.amazonaws.com",
            "ecr-public.us-east-1.api.aws",
            "vpce-0a.api.ecr.eu-central-1.vpce.amazonaws.com");
    private static final String STS = "sts.eu-central-1.amazonaws.com";
    private static final List<String> OTHERS = List.of(
            STS,
            "sts.us-east-1.amazonaws.com",
            "sts.eu-west-3.amazonaws.com",
            "sts-fips.us-east-1.amazonaws.com",
            "portal.sso.eu-west-1.amazonaws.com",
            "oidc.eu-west-1.amazonaws.com",
            "ecr.proxy.example",
            "bucket.s3.amazonaws.com",
            "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.example");

    @TempDir
    private static Path authority;

    private static FakeInternet internet;

    @TempDir
    private Path home;

    private AwsKeys keys;
    private FakeEcr ecr;
    private FakeSts sts;
    private FakeSso sso;
    private FakeImds imds;
    private AwsKeys.Key alice;

    @BeforeAll
    static void connect() throws Exception {
        internet = FakeInternet.start(
                authority, Stream.concat(APIS.stream(), OTHERS.stream()).toList());
    }

    @AfterAll
    static void disconnect() {
        internet.close();
    }

    @BeforeEach
    void openTheCloud() {
        keys = new AwsKeys();
        ecr = new FakeEcr(keys);
        sts = new FakeSts(keys);
        sso = new FakeSso(keys);
        imds = new FakeImds(keys);
        alice = keys.user(ALICE);
        APIS.forEach(host -> internet.serve(host, ecr));
        OTHERS.forEach(host -> internet.serve(host, host.startsWith("sts") ? sts : sso));
        internet.serve("ecr.proxy.example", ecr);
        internet.take(IMDS);
        internet.take(ECS);
        internet.take(EKS);
        internet.forget();
    }

    // The chain, element by element.

    @Test
    void keys_in_the_environment_are_taken_first() throws Exception {
        config("[default]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = other\n");
        TokenAnswer.Fetched fetched = fetched(asAlice().fetch(HOST));
        assertThat(fetched.username()).isEqualTo("AWS");
        assertThat(ecr.accepts(fetched.username(), fetched.token().text())).isTrue();
        assertThat(fetched.identity())
                .isEqualTo("access key ending in " + alice.id().substring(16));
        assertThat(fetched.expires())
                .isBetween(Instant.now().plusSeconds(43_000), Instant.now().plusSeconds(43_200));
        assertThat(fetched.tried())
                .extracting(Object::toString)
                .containsExactly(
                        "environment: access key ending in " + alice.id().substring(16), "ECR: gave a token");
        assertThat(ecr.issued()).extracting(FakeEcr.Issued::account).containsExactly("123456789012");
        assertThat(internet.requests()).hasSize(1);
    }

    @Test
    void a_sessions_keys_come_with_their_token() throws Exception {
        AwsKeys.Key session = keys.session(ALICE, Duration.ofHours(1));
        fetched(with(session).fetch(HOST));
        TokenAnswer.Failed failed =
                failed(with(session).with("AWS_SESSION_TOKEN", "wrong").fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("UnrecognizedClientException");
    }

    @Test
    void the_token_of_a_workload_opens_its_role() throws Exception {
        sts.trustWorkload(ROLE, "workload-token");
        Path token = Files.writeString(home.resolve("token"), "workload-token\n");
        TokenProcess process = process()
                .with("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString())
                .with("AWS_ROLE_ARN", ROLE)
                .with("AWS_ROLE_SESSION_NAME", "pod");
        assertThat(fetched(process.fetch(HOST)).identity())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/puller/pod");
        Files.writeString(token, "expired-token");
        TokenAnswer.Failed failed = failed(process.fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.toString()).doesNotContain("expired-token");
        Files.delete(token);
        assertThat(failed(process.fetch(HOST)).why()).contains("is not there").contains(token.toString());
    }

    @Test
    void a_profiles_keys_are_found_by_AWS_PROFILE_and_by_default() throws Exception {
        config("[default]\n%s[profile prod]\n%s".formatted(settings(keys.user("bob")), settings(alice)));
        fetched(process().fetch(HOST));
        fetched(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(ecr.issued()).extracting(FakeEcr.Issued::arn).containsExactly("bob", ALICE);
    }

    @Test
    void both_files_are_read_and_the_credentials_file_wins() throws Exception {
        config("[profile prod]\n" + settings(keys.user("bob")));
        write("credentials", "[prod]\n" + settings(alice));
        fetched(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(ecr.issued()).extracting(FakeEcr.Issued::arn).containsExactly(ALICE);
        Path other = Files.writeString(home.resolve("other"), "[prod]\n" + settings(keys.user("carol")));
        fetched(process()
                .with("AWS_PROFILE", "prod")
                .with("AWS_SHARED_CREDENTIALS_FILE", other.toString())
                .fetch(HOST));
        assertThat(ecr.issued().getLast().arn()).isEqualTo("carol");
    }

    @Test
    void a_profiles_role_is_assumed_with_its_source() throws Exception {
        sts.trust(ROLE, ALICE);
        config("""
                [profile prod]
                role_arn = %s
                source_profile = base
                external_id = tenant-7
                role_session_name = builder
                duration_seconds = 900
                region = eu-west-3
                [profile base]
                %s""".formatted(ROLE, settings(alice)));
        TokenAnswer.Fetched fetched =
                fetched(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(fetched.identity()).isEqualTo("arn:aws:sts::123456789012:assumed-role/puller/builder");
        assertThat(sts.requests().getFirst())
                .containsEntry("ExternalId", "tenant-7")
                .containsEntry("DurationSeconds", "900");
        assertThat(internet.requestsFor("sts.eu-west-3.amazonaws.com")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Environment", "EcsContainer", "Ec2InstanceMetadata"})
    void a_profiles_role_is_assumed_with_keys_from_a_place(String place) throws Exception {
        internet.serve(IMDS, imds);
        internet.serve(ECS, new FakeEcsCredentials(keys, "/v2/credentials/1", ""));
        sts.trust(
                ROLE,
                switch (place) {
                    case "Environment" -> ALICE;
                    case "EcsContainer" -> "arn:aws:sts::123456789012:assumed-role/task-role/task";
                    default -> "arn:aws:sts::123456789012:assumed-role/machine-role/i-0";
                });
        config("[profile prod]\nrole_arn = %s\ncredential_source = %s\n".formatted(ROLE, place));
        TokenProcess process = (place.equals("Environment") ? asAlice() : process())
                .with("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1")
                .option("profile", "prod");
        assertThat(fetched(process.fetch(HOST)).identity()).contains("assumed-role/puller/coffer");
    }

    @Test
    void a_profiles_workload_token_opens_its_role() throws Exception {
        sts.trustWorkload(ROLE, "workload-token");
        Path token = Files.writeString(home.resolve("token"), "workload-token");
        config("[profile prod]\nrole_arn = %s\nweb_identity_token_file = %s\n".formatted(ROLE, token));
        assertThat(fetched(process().with("AWS_PROFILE", "prod").fetch(HOST)).identity())
                .contains("assumed-role/puller/");
    }

    @Test
    void a_profiles_process_prints_keys() throws Exception {
        AwsKeys.Key session = keys.session(ALICE, Duration.ofHours(1));
        process("""
                {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s","SessionToken":"%s","Expiration":"%s"}""".formatted(session.id(), session.secret(), session.session(), session.end()));
        fetched(process().with("AWS_PROFILE", "prod").fetch(HOST));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Version":2,"AccessKeyId":"a","SecretAccessKey":"verysecret"}       | DAMAGED | no document with "Version": 1
            {"Version":1,"AccessKeyId":"a"}                                      | DAMAGED | no SecretAccessKey
            {"Version":1,"AccessKeyId":"a","SecretAccessKey":"verysecret","Expiration":"2020-01-01T00:00:00Z"} | EXPIRED | ended at 2020
            verysecret                                                           | DAMAGED | no JSON object
            """)
    void a_process_that_prints_no_usable_keys_is_told_apart(String printed, Kind kind, String why) throws Exception {
        process(printed);
        TokenAnswer.Failed failed = failed(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.why()).contains(why);
        assertThat(failed.toString()).doesNotContain("verysecret");
    }

    @Test
    void a_process_that_fails_or_hangs_is_told_and_ended() throws Exception {
        config("[profile prod]\ncredential_process = sh -c 'echo verysecret >&2; exit 7'\n");
        TokenAnswer.Failed failed = failed(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(failed.why()).contains("status 7");
        assertThat(failed.toString()).doesNotContain("verysecret");
        config("[profile prod]\ncredential_process = sleep 60\n");
        Instant start = Instant.now();
        failed = failed(process()
                .with("AWS_PROFILE", "prod")
                .within(Duration.ofSeconds(2))
                .fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void an_sso_session_gives_its_role_and_is_refreshed() throws Exception {
        ssoConfig();
        ssoLogin("corp", sso.login(), Instant.now().plusSeconds(3600), CLIENT);
        assertThat(fetched(process().with("AWS_PROFILE", "prod").fetch(HOST)).identity())
                .isEqualTo("role Puller in account 123456789012");
        assertThat(internet.requestsFor("oidc.eu-west-1.amazonaws.com")).isEmpty();

        ssoLogin("corp", "old", Instant.now().minusSeconds(60), """
                "refreshToken": "%s", "clientId": "c", "clientSecret": "client-secret",
                "registrationExpiresAt": "%s",\s""".formatted(
                        sso.refreshFor("client-secret"), Instant.now().plusSeconds(9000)));
        fetched(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(internet.requestsFor("oidc.eu-west-1.amazonaws.com")).hasSize(1);
    }

    @Test
    void an_sso_login_of_the_older_kind_gives_its_role() throws Exception {
        String url = "https://corp.awsapps.com/start";
        config("""
                [profile prod]
                sso_start_url = %s
                sso_region = eu-west-1
                sso_account_id = 123456789012
                sso_role_name = Puller
                """.formatted(url));
        ssoLogin(url, sso.login(), Instant.now().plusSeconds(3600), "");
        fetched(process().with("AWS_PROFILE", "prod").fetch(HOST));
        ssoLogin(url, sso.login(), Instant.now().minusSeconds(1), "");
        assertExpiredSso(process().with("AWS_PROFILE", "prod").fetch(HOST));
    }

    @Test
    void an_ended_sso_login_names_the_command_that_makes_a_new_one() throws Exception {
        ssoConfig();
        assertExpiredSso(process().with("AWS_PROFILE", "prod").fetch(HOST));
        ssoLogin("corp", sso.login(), Instant.now().minusSeconds(60), CLIENT);
        assertExpiredSso(process().with("AWS_PROFILE", "prod").fetch(HOST));
        ssoLogin("corp", "revoked", Instant.now().plusSeconds(3600), CLIENT);
        assertExpiredSso(process().with("AWS_PROFILE", "prod").fetch(HOST));
        ssoLogin("corp", sso.login(), Instant.now().minusSeconds(60), "");
        assertExpiredSso(process().with("AWS_PROFILE", "prod").fetch(HOST));
    }

    private static void assertExpiredSso(TokenAnswer answer) {
        TokenAnswer.Failed failed = failed(answer);
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.whatToDo()).isEqualTo("aws sso login --profile prod");
        assertThat(failed.tried()).last().asString().startsWith("profile prod: ");
    }

    @Test
    void a_login_session_that_is_not_there_names_its_command() throws Exception {
        config("[profile prod]\nlogin_session = arn:aws:iam::123456789012:user/alice\nregion = eu-central-1\n");
        TokenAnswer.Failed failed = failed(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.whatToDo()).isEqualTo("aws login --profile prod");
    }

    @Test
    void a_container_of_ECS_asks_its_server() throws Exception {
        internet.serve(ECS, new FakeEcsCredentials(keys, "/v2/credentials/1", ""));
        fetched(process()
                .with("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1")
                .fetch(HOST));
    }

    @Test
    void a_pod_of_EKS_asks_with_its_token() throws Exception {
        internet.serve(EKS, new FakeEcsCredentials(keys, "/v1/credentials", "pod-token"));
        Path token = Files.writeString(home.resolve("token"), "pod-token\n");
        TokenProcess process = process()
                .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials")
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
        fetched(process.fetch(HOST));
        Files.writeString(token, "verysecret");
        TokenAnswer.Failed failed = failed(process.fetch(HOST));
        assertThat(failed.why()).contains("169.254.170.23 answered 401");
        assertThat(failed.toString()).doesNotContain("verysecret");
        Files.writeString(token, "very\nsecret");
        assertThat(failed(process.fetch(HOST)).kind()).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void a_containers_keys_that_have_ended_are_not_used() throws Exception {
        FakeEcsCredentials server = new FakeEcsCredentials(keys, "/1", "");
        server.life(Duration.ofMinutes(-1));
        internet.serve(ECS, server);
        assertThat(failed(process()
                                .with("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/1")
                                .fetch(HOST))
                        .kind())
                .isEqualTo(Kind.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example/", "https://bucket.s3.amazonaws.com/", "http://169.254.170.2@evil.example/"
            })
    void a_containers_token_goes_to_no_other_server(String address) throws Exception {
        TokenAnswer.Failed failed = failed(process()
                .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "verysecret")
                .fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.toString()).doesNotContain("verysecret");
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_machines_role_comes_from_the_metadata_service() throws Exception {
        internet.serve(IMDS, imds);
        TokenAnswer.Fetched fetched = fetched(process().fetch(HOST));
        assertThat(fetched.tried())
                .extracting(Object::toString)
                .startsWith(
                        "environment: AWS_ACCESS_KEY_ID is not set",
                        "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set",
                        "profile default: no such profile in the configuration files",
                        "container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set");
        assertThat(ecr.issued().getFirst().arn()).contains("machine-role");
    }

    @Test
    void a_machine_without_a_role_is_told_so() throws Exception {
        imds.noRole();
        internet.serve(IMDS, imds);
        TokenAnswer.Failed failed = failed(process().fetch(HOST));
        assertThat(failed.why()).startsWith("the metadata service gave no keys: ");
        assertThat(failed.whatToDo()).contains("instance profile");
    }

    @Test
    void off_the_cloud_every_element_is_named_and_nothing_waits() throws Exception {
        TokenProcess process = process().with("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:9/");
        Instant start = Instant.now();
        TokenAnswer.Absent nobody = nobody(process.fetch(HOST));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(nobody.whatToDo()).contains("aws sso login");
        assertThat(nobody.tried()).hasSize(5).last().asString().startsWith("instance metadata: ");
        assertThat(nobody(process.fetch(HOST)).tried()).last().asString().contains("s ago");
    }

    @Test
    void the_metadata_service_can_be_switched_off_and_moved_only_nearby() throws Exception {
        internet.serve(IMDS, imds);
        assertThat(nobody(process().with("AWS_EC2_METADATA_DISABLED", "true").fetch(HOST))
                        .tried())
                .last()
                .asString()
                .isEqualTo("instance metadata: AWS_EC2_METADATA_DISABLED is true");
        assertThat(failed(process()
                                .with("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://evil.example/")
                                .fetch(HOST))
                        .why())
                .contains("is not https: evil.example");
        assertThat(internet.requests()).isEmpty();
    }

    // What the route sets.

    @Test
    void a_routes_profile_is_the_only_element() throws Exception {
        config("[profile prod]\n" + settings(keys.user("bob")) + "[profile bare]\nregion = eu-central-1\n");
        fetched(asAlice().option("profile", "prod").fetch(HOST));
        assertThat(ecr.issued()).extracting(FakeEcr.Issued::arn).containsExactly("bob");
        assertThat(nobody(asAlice().option("profile", "bare").fetch(HOST)).tried())
                .extracting(Object::toString)
                .containsExactly("profile bare: the profile sets no credentials");
        TokenAnswer.Failed failed = failed(asAlice().option("profile", "pord").fetch(HOST));
        assertThat(failed.why()).isEqualTo("no such profile in the configuration files: pord");
    }

    @Test
    void a_routes_role_is_assumed_with_what_was_found() throws Exception {
        sts.trust(ROLE, ALICE);
        TokenAnswer.Fetched fetched = fetched(asAlice().option("role", ROLE).fetch(HOST));
        assertThat(fetched.identity()).isEqualTo("arn:aws:sts::123456789012:assumed-role/puller/coffer");
        assertThat(fetched.tried()).extracting(Object::toString).contains("role " + ROLE + ": assumed");
        TokenAnswer.Failed failed =
                failed(with(keys.user("bob")).option("role", ROLE).fetch(HOST));
        assertThat(failed.why()).contains("STS answered 403 AccessDenied: User: bob is not authorized");
        assertThat(failed.tried()).last().asString().startsWith("role " + ROLE + ": STS answered 403");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            role_arn = r;source_profile = prod                         | source_profile prod sets no credentials
            role_arn = r;source_profile = nobody                       | no such profile in the configuration files: nobody
            role_arn = r                                               | needs either source_profile or credential_source
            role_arn = r;credential_source = Elsewhere                 | credential_source is none of
            role_arn = r;source_profile = loop                         | go in a circle: prod, loop
            role_arn = r;source_profile = base;mfa_serial = m          | wants a code
            role_arn = r;source_profile = base;duration_seconds = long | duration_seconds is no number
            aws_access_key_id = a                                      | aws_secret_access_key is missing
            sso_session = corp                                         | sso_account_id is missing
            """)
    void a_profile_that_cannot_work_says_why(String settings, String why) throws Exception {
        config("[profile prod]\n%s\n[profile loop]\nrole_arn = r\nsource_profile = prod\n[profile base]\n%s"
                .formatted(settings.replace(";", "\n"), settings(alice)));
        TokenAnswer.Failed failed = failed(process().with("AWS_PROFILE", "prod").fetch(HOST));
        assertThat(failed.why()).contains(why);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_malformed_file_is_named() throws Exception {
        config("[profile prod\naws_secret_access_key = verysecret\n");
        TokenAnswer.Failed failed = failed(process().fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(failed.toString()).doesNotContain("verysecret");
    }

    // Hosts and addresses.

    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com, api.ecr.eu-central-1.amazonaws.com",
        "123456789012.dkr-ecr.eu-central-1.amazonaws.com, api.ecr.eu-central-1.amazonaws.com",
        "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com, api.ecr-fips.us-east-1.amazonaws.com",
        "123456789012.dkr-ecr.eu-central-1.on.aws, ecr.eu-central-1.api.aws",
        "123456789012.dkr-ecr-fips.us-east-1.on.aws, ecr-fips.us-east-1.api.aws",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn, api.ecr.cn-north-1.amazonaws.com.cn",
        "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn, ecr.cn-north-1.api.amazonwebservices.com.cn",
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com, api.ecr-fips.us-gov-west-1.amazonaws.com",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu, api.ecr.eusc-de-east-1.amazonaws.eu",
        "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov, api.ecr.us-iso-east-1.c2s.ic.gov",
        "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov, api.ecr.us-isob-east-1.sc2s.sgov.gov",
        "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk, api.ecr.eu-isoe-west-1.cloud.adc-e.uk",
        "123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov, api.ecr.us-isof-south-1.csp.hci.ic.gov",
        "123456789012.dkr.ecr.xx-new-7.amazonaws.com, api.ecr.xx-new-7.amazonaws.com",
        "public.ecr.aws, api.ecr-public.us-east-1.amazonaws.com",
        "ecr-public.aws.com, api.ecr-public.us-east-1.amazonaws.com",
    })
    void every_kind_of_host_reaches_its_own_api(String host, String api) throws Exception {
        fetched(asAlice().fetch(host));
        assertThat(internet.requests()).extracting(FakeInternet.Seen::host).containsExactly(api);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_USE_DUALSTACK_ENDPOINT, 123456789012.dkr.ecr.eu-central-1.amazonaws.com, ecr.eu-central-1.api.aws",
        "AWS_USE_FIPS_ENDPOINT, 123456789012.dkr.ecr.us-east-1.amazonaws.com, api.ecr-fips.us-east-1.amazonaws.com",
        "AWS_USE_FIPS_ENDPOINT, public.ecr.aws, api.ecr-public.us-east-1.amazonaws.com",
        "AWS_USE_DUALSTACK_ENDPOINT, public.ecr.aws, ecr-public.us-east-1.api.aws",
    })
    void the_environment_asks_for_FIPS_and_dual_stack_too(String variable, String host, String api) throws Exception {
        fetched(asAlice().with(variable, "true").fetch(host));
        assertThat(internet.requests()).extracting(FakeInternet.Seen::host).containsExactly(api);
    }

    @Test
    void FIPS_from_the_environment_is_for_STS_too() throws Exception {
        sts.trust(ROLE, ALICE);
        internet.serve(
                "sts-fips.us-east-1.amazonaws.com", exchange -> FakeInternet.answer(exchange, 500, "text/xml", ""));
        failed(asAlice()
                .with("AWS_USE_FIPS_ENDPOINT", "true")
                .option("role", ROLE)
                .fetch("123456789012.dkr.ecr.us-east-1.amazonaws.com"));
        assertThat(internet.requests())
                .extracting(FakeInternet.Seen::host)
                .containsOnly("sts-fips.us-east-1.amazonaws.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.example",
                "evil.example/123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "12345678901.dkr.ecr.eu-central-1.amazonaws.com",
                "a.public.ecr.aws",
                "http://123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com:5000",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com.cn",
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
            })
    void a_look_alike_causes_no_call(String host) throws Exception {
        assertThat(failed(asAlice().fetch(host)).kind()).isEqualTo(Kind.REFUSED);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void an_address_of_ones_own_is_taken_when_it_is_AWSs_or_allowed() throws Exception {
        fetched(asAlice()
                .with("AWS_ENDPOINT_URL_ECR", "https://vpce-0a.api.ecr.eu-central-1.vpce.amazonaws.com")
                .fetch(HOST));
        fetched(asAlice()
                .with("AWS_ENDPOINT_URL", "https://sts.eu-central-1.amazonaws.com")
                .with("AWS_ENDPOINT_URL_ECR", "https://" + API)
                .fetch(HOST.replace(".ecr.", ".ecr-fips.")));
        assertThat(internet.requests())
                .extracting(FakeInternet.Seen::host)
                .containsExactly("vpce-0a.api.ecr.eu-central-1.vpce.amazonaws.com", API);
        // The fake tells the region from its name, so an allowed foreign host is seen, and refuses.
        TokenAnswer.Failed failed = failed(asAlice()
                .with("AWS_ENDPOINT_URL", "https://ecr.proxy.example")
                .allowing("ecr.proxy.example")
                .fetch(HOST));
        assertThat(internet.requestsFor("ecr.proxy.example")).isNotEmpty();
        assertThat(failed.why()).contains("Credential should be scoped");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_ENDPOINT_URL, https://ecr.proxy.example",
        "AWS_ENDPOINT_URL_ECR, https://ecr.proxy.example",
        "AWS_ENDPOINT_URL_ECR, https://bucket.s3.amazonaws.com",
        "AWS_ENDPOINT_URL_ECR, https://sts.eu-central-1.amazonaws.com",
        "AWS_ENDPOINT_URL_ECR, http://api.ecr.eu-central-1.amazonaws.com",
        "AWS_ENDPOINT_URL_ECR, https://api.ecr.eu-central-1.amazonaws.com@ecr.proxy.example",
        "AWS_ENDPOINT_URL, :::",
    })
    void an_address_of_somebody_elses_is_refused(String variable, String address) throws Exception {
        TokenAnswer.Failed failed = failed(asAlice().with(variable, address).fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains(variable);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void an_address_in_the_configuration_file_is_under_the_same_rule() throws Exception {
        config("[default]\nservices = mine\n[services mine]\necr =\n  endpoint_url = https://ecr.proxy.example\n");
        assertThat(failed(asAlice().fetch(HOST)).why())
                .isEqualTo("the address in endpoint_url of profile default is no host of this cloud,"
                        + " and the settings do not allow it: ecr.proxy.example");
        config("[default]\nendpoint_url = https://ecr.proxy.example\n");
        assertThat(failed(asAlice().fetch(HOST)).whatToDo()).contains("token-hosts ecr.proxy.example");
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void the_address_of_ECR_Public_and_STS_can_be_set_too() throws Exception {
        sts.trust(ROLE, ALICE);
        fetched(asAlice()
                .with("AWS_ENDPOINT_URL_STS", "https://sts.eu-central-1.amazonaws.com")
                .with("AWS_ENDPOINT_URL_ECR_PUBLIC", "https://ecr-public.us-east-1.api.aws")
                .with("AWS_REGION", "eu-central-1")
                .option("role", ROLE)
                .fetch("public.ecr.aws"));
        assertThat(internet.requests())
                .extracting(FakeInternet.Seen::host)
                .containsExactly(STS, "ecr-public.us-east-1.api.aws");
    }

    // Faults.

    @Test
    void a_wrong_secret_and_a_wrong_clock_are_told_apart() throws Exception {
        TokenAnswer.Failed failed =
                failed(asAlice().with("AWS_SECRET_ACCESS_KEY", "verysecret").fetch(HOST));
        assertThat(failed.why()).contains("InvalidSignatureException");
        assertThat(failed.whatToDo()).contains("secret access key");
        assertThat(failed.toString()).doesNotContain("verysecret");
        for (int minutes : new int[] {20, -20}) {
            keys.skew(Duration.ofMinutes(minutes));
            failed = failed(asAlice().fetch(HOST));
            assertThat(failed.why()).contains("this machine's clock and AWS's differ");
            assertThat(failed.whatToDo()).contains("clock");
        }
    }

    @Test
    void ended_keys_and_missing_rights_are_told_apart() throws Exception {
        TokenAnswer.Failed failed =
                failed(with(keys.session(ALICE, Duration.ofSeconds(-1))).fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        ecr.deny(ALICE);
        failed = failed(asAlice().fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.whatToDo()).isEqualTo("have this identity allowed ecr:GetAuthorizationToken");
        assertThat(failed(asAlice().fetch("public.ecr.aws")).whatToDo()).contains("sts:GetServiceBearerToken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | {"__type":"ThrottlingException","message":"Rate exceeded"}
            400 | {"__type":"ThrottlingException","message":"Rate exceeded"}
            500 | {"__type":"ServerException"}
            503 | <html>busy</html>
            """)
    void what_may_pass_is_tried_again_twice(int status, String body) throws Exception {
        ecr.faults.answer(status, body, 2);
        fetched(asAlice().fetch(HOST));
        assertThat(internet.requests()).hasSize(3);
        internet.forget();
        ecr.faults.answer(status, body, 100);
        TokenAnswer.Failed failed = failed(asAlice().fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failed.why()).startsWith("ECR answered " + status);
        assertThat(internet.requests()).hasSize(3);
    }

    @Test
    void a_slow_server_is_left_at_the_limit() throws Exception {
        ecr.faults.delay(Duration.ofSeconds(20));
        Instant start = Instant.now();
        TokenAnswer.Failed failed =
                failed(asAlice().within(Duration.ofSeconds(2)).fetch(HOST));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
        assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failed.tried()).first().asString().startsWith("environment: ");
    }

    @Test
    void half_an_answer_is_none() throws Exception {
        ecr.faults.half(true);
        assertThat(failed(asAlice().fetch(HOST)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "not json",
                "{\"authorizationData\":[]}",
                "{\"authorizationData\":[{\"authorizationToken\":\"!\",\"expiresAt\":4000000000}]}",
                "{\"authorizationData\":[{\"authorizationToken\":\"Ym9iOnNlY3JldA==\",\"expiresAt\":4000000000}]}",
                "{\"authorizationData\":[{\"authorizationToken\":\"QVdTOg==\",\"expiresAt\":4000000000}]}",
                "{\"authorizationData\":[{\"authorizationToken\":\"QVdTOnNlY3JldA==\"}]}"
            })
    void an_answer_without_a_token_is_a_failure(String body) throws Exception {
        ecr.alwaysAnswer(body);
        assertThat(failed(asAlice().fetch(HOST)).kind()).isIn(Kind.DAMAGED, Kind.UNREACHABLE);
    }

    @Test
    void a_token_that_has_ended_is_a_failure() throws Exception {
        ecr.life(Duration.ofMinutes(-1));
        TokenAnswer.Failed failed = failed(asAlice().fetch(HOST));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
    }

    @Test
    void what_a_server_says_is_printed_harmlessly_on_one_line() throws Exception {
        ecr.faults.answer(
                400, "{\"__type\":\"Odd\\u001b[31m\",\"message\":\"a\\nb\\u202e" + "x".repeat(900) + "\"}", 9);
        failed(asAlice().fetch(HOST));
        ecr.faults.answer(
                400, "{\"__type\":\"Odd\\u001b[31m\",\"message\":\"a\\nb\\u202e" + "x".repeat(900) + "\"}", 9);
        AbstractStringAssert<?> why = assertThat(failed(asAlice().fetch(HOST)).why());
        why.doesNotContain("\n", "\u001b", "\u202e").hasSizeLessThan(400);
    }

    private TokenProcess process() {
        return new TokenProcess(home);
    }

    private TokenProcess asAlice() {
        return with(alice);
    }

    private TokenProcess with(AwsKeys.Key key) {
        TokenProcess process =
                process().with("AWS_ACCESS_KEY_ID", key.id()).with("AWS_SECRET_ACCESS_KEY", key.secret());
        return key.session().isEmpty() ? process : process.with("AWS_SESSION_TOKEN", key.session());
    }

    private static String settings(AwsKeys.Key key) {
        return "aws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(key.id(), key.secret());
    }

    private void config(String text) throws IOException {
        write("config", text);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve(file), text);
    }

    private void process(String prints) throws IOException {
        Path document = Files.writeString(home.resolve("document"), prints);
        config("[profile prod]\ncredential_process = cat '%s'\n".formatted(document));
    }

    private void ssoConfig() throws IOException {
        config("""
                [profile prod]
                sso_session = corp
                sso_account_id = 123456789012
                sso_role_name = Puller
                [sso-session corp]
                sso_region = eu-west-1
                sso_start_url = https://corp.awsapps.com/start
                """);
    }

    private void ssoLogin(String name, String token, Instant end, String more) throws Exception {
        String file = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1")
                        .digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Files.writeString(
                Files.createDirectories(home.resolve(".aws/sso/cache")).resolve(file + ".json"),
                """
                {"accessToken": "%s", %s "expiresAt": "%s", "region": "eu-west-1", "startUrl": "https://corp.awsapps.com/start"}
                """.formatted(token, more, end.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    }

    private static TokenAnswer.Fetched fetched(TokenAnswer answer) {
        assertThat(answer).isInstanceOf(TokenAnswer.Fetched.class);
        return (TokenAnswer.Fetched) answer;
    }

    /** Nothing is set up at all. */
    private static TokenAnswer.Absent nobody(TokenAnswer answer) {
        assertThat(answer).isInstanceOf(TokenAnswer.Absent.class);
        return (TokenAnswer.Absent) answer;
    }

    private static TokenAnswer.Failed failed(TokenAnswer answer) {
        assertThat(answer).isInstanceOf(TokenAnswer.Failed.class);
        return (TokenAnswer.Failed) answer;
    }
}
