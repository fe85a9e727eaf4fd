package dev.coffer.cloud.gcr;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.coffer.api.Kind;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.Attempt;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.fixture.FakeGoogle;
import dev.coffer.cloud.fixture.FakeGoogleMetadata;
import dev.coffer.cloud.fixture.FakeGoogleSts;
import dev.coffer.cloud.fixture.FakeGoogleTokens;
import dev.coffer.cloud.fixture.FakeIamCredentials;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcrTokensTest {
    private static final String ROBOT = "robot@fake-project.iam.gserviceaccount.com";
    private static final String OTHER = "other@fake-project.iam.gserviceaccount.com";
    private static final String GITHUB = "pipelines.actions.githubusercontent.com";
    private static final String ELSEWHERE = "tokens.evil.example";
    private static final List<String> FOREIGN = List.of(GITHUB, ELSEWHERE);

    @TempDir
    private static Path authority;

    private static FakeInternet internet;

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private FakeGoogle google;

    @BeforeAll
    static void start() throws Exception {
        internet = FakeInternet.start(
                authority.resolve("ca"),
                Stream.concat(FakeGoogle.NAMES.stream(), FOREIGN.stream()).toList());
    }

    @AfterAll
    static void stop() {
        internet.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        google = new FakeGoogle(internet);
        FakeGoogle.takeMetadata(internet);
        FOREIGN.forEach(internet::take);
        internet.forget();
        variables.put("HOME", Files.createDirectory(folder.resolve("home")).toString());
    }

    @Test
    void a_service_accounts_key_is_exchanged_for_an_access_token() throws Exception {
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", file(google.tokens().serviceAccount(ROBOT)));
        TokenAnswer.Fetched fetched = fetched(fetch(Map.of()));
        assertThat(fetched.username()).isEqualTo("oauth2accesstoken");
        assertThat(google.ledger().identity(fetched.token().text())).hasValue(ROBOT);
        assertThat(fetched.identity()).isEqualTo(ROBOT);
        assertThat(Duration.between(Instant.now(), fetched.expires()))
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
        assertThat(internet.requests())
                .extracting(FakeInternet.Seen::host, FakeInternet.Seen::target)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(FakeGoogleTokens.HOST, "/token"));
    }

    @Test
    void a_login_is_found_in_gclouds_folder_and_wherever_a_variable_moves_that() throws Exception {
        Path gcloud = Files.createDirectories(folder.resolve("home/.config/gcloud"));
        write(
                gcloud.resolve("application_default_credentials.json"),
                google.tokens().login("jane@example.com"));
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo("jane@example.com");
        Path moved = Files.createDirectory(folder.resolve("moved"));
        write(
                moved.resolve("application_default_credentials.json"),
                google.tokens().login("joe@example.com"));
        variables.put("CLOUDSDK_CONFIG", moved.toString());
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo("joe@example.com");
    }

    @Test
    void a_key_file_of_the_route_beats_everything_else() throws Exception {
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", file(google.tokens().serviceAccount(ROBOT)));
        google.serveMetadata(internet);
        String route = file(google.tokens().serviceAccount(OTHER));
        TokenAnswer.Fetched fetched = fetched(fetch(Map.of("key-file", route)));
        assertThat(google.ledger().identity(fetched.token().text())).hasValue(OTHER);
        assertThat(fetched.tried()).extracting(Attempt::element).containsExactly("key-file");
    }

    @Test
    void a_machine_of_googles_has_an_account_of_its_own() {
        google.serveMetadata(internet);
        TokenAnswer.Fetched fetched = fetched(fetch(Map.of()));
        assertThat(google.ledger().identity(fetched.token().text())).hasValue(FakeGoogle.MACHINE);
        assertThat(fetched.identity()).isEqualTo(FakeGoogle.MACHINE);
        assertThat(fetched.tried())
                .extracting(Attempt::element)
                .containsExactly(
                        "GOOGLE_APPLICATION_CREDENTIALS",
                        "application-default credentials",
                        "docker-credential-gcr",
                        "gcloud",
                        "metadata server");
    }

    @Test
    void the_metadata_server_may_be_elsewhere_on_this_machine() {
        internet.serve("127.0.0.1", google.metadata());
        variables.put("GCE_METADATA_HOST", "127.0.0.1:80");
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo(FakeGoogle.MACHINE);
        assertThat(internet.requestsFor(FakeGoogleMetadata.ADDRESS)).isEmpty();
    }

    @Test
    void a_metadata_server_elsewhere_in_the_world_is_refused() {
        internet.serve(ELSEWHERE, google.metadata());
        variables.put("GCE_METADATA_HOST", ELSEWHERE);
        TokenAnswer.Failed failed = failed(fetch(Map.of()));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("GCE_METADATA_HOST").contains(ELSEWHERE);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_busy_metadata_server_is_asked_again() {
        google.serveMetadata(internet);
        google.metadata().faults().answer(503, "text/plain", "busy", 2);
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo(FakeGoogle.MACHINE);
        google.metadata().faults().answer(429, "text/plain", "slow down", 1000);
        TokenAnswer.Failed failed = failed(fetch(Map.of()));
        assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failed.why()).contains("429").contains("slow down");
    }

    @ParameterizedTest(name = "{0} s left: taken {1}")
    @CsvSource({"3599, true", "30, true", "12, true", "8, false", "0, false", "-60, false"})
    void a_metadata_token_with_little_life_is_taken_and_an_ended_one_is_not(int seconds, boolean taken) {
        google.serveMetadata(internet);
        google.ledger().lifetime(seconds);
        TokenAnswer answer = fetch(Map.of());
        if (taken) {
            assertThat(fetched(answer).expires())
                    .isBeforeOrEqualTo(Instant.now().plusSeconds(seconds));
        } else {
            assertThat(failed(answer).kind()).isEqualTo(Kind.EXPIRED);
        }
    }

    @Test
    void a_machine_without_service_account_or_of_another_cloud_gives_nothing() {
        google.serveMetadata(internet);
        google.metadata().hasAccount(false);
        assertThat(said(nobody(fetch(Map.of())), "metadata server")).contains("no service account");
        FakeGoogle.takeMetadata(internet);
        TokenAnswer.Absent nobody = nobody(fetch(Map.of()));
        assertThat(said(nobody, "metadata server")).contains("not Google's");
        assertThat(nobody.whatToDo()).startsWith("gcloud auth application-default login");
    }

    @Test
    void no_gce_check_leaves_the_metadata_server_alone() {
        google.serveMetadata(internet);
        variables.put("NO_GCE_CHECK", "true");
        assertThat(said(nobody(fetch(Map.of())), "metadata server")).contains("NO_GCE_CHECK");
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void an_identity_of_elsewhere_is_read_from_a_file() throws Exception {
        Path subject = folder.resolve("subject");
        Files.writeString(subject, "workload-jwt");
        google.sts().trust("workload-jwt", "workload");
        variables.put(
                "GOOGLE_APPLICATION_CREDENTIALS",
                file(FakeGoogleSts.configuration(
                        JsonObject.builder().value("file", subject.toString()).done())));
        TokenAnswer.Fetched fetched = fetched(fetch(Map.of()));
        assertThat(google.ledger().identity(fetched.token().text())).hasValue("workload");
        assertThat(fetched.identity()).isEqualTo(FakeGoogleSts.AUDIENCE);
    }

    @ParameterizedTest
    @CsvSource({"/nowhere/token, is not there", "/dev/zero, not a regular file", "/proc, a folder"})
    void a_file_that_can_hold_no_identity_is_named(String file, String said) throws Exception {
        TokenAnswer.Failed failed = failed(fetch(keyFile(FakeGoogleSts.configuration(
                JsonObject.builder().value("file", file).done()))));
        assertThat(failed.why()).contains("credential_source.file").contains(said);
    }

    @Test
    void an_exchange_that_does_not_say_when_the_token_ends_is_believed_for_five_minutes() throws Exception {
        Path subject = folder.resolve("subject");
        Files.writeString(subject, "workload-jwt");
        google.sts().trust("workload-jwt", "workload");
        google.ledger().noExpiry();
        TokenAnswer.Fetched fetched = fetched(fetch(Map.of(
                "key-file",
                file(FakeGoogleSts.configuration(
                        JsonObject.builder().value("file", subject.toString()).done())))));
        assertThat(Duration.between(Instant.now(), fetched.expires()))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void an_identity_is_fetched_from_this_machine_and_from_github_and_from_nowhere_else() throws Exception {
        google.sts().trust("url-jwt", "runner");
        for (String host : List.of("127.0.0.1", GITHUB, ELSEWHERE)) {
            internet.serve(host, exchange -> {
                boolean asked =
                        "bearer runtime".equals(exchange.getRequestHeaders().getFirst("Authorization"));
                FakeInternet.answer(exchange, asked ? 200 : 401, "application/json", "{\"value\":\"url-jwt\"}");
            });
        }
        assertThat(google.ledger()
                        .identity(fetched(fetch(keyFile(urlSource("http://127.0.0.1/token"))))
                                .token()
                                .text()))
                .hasValue("runner");
        assertThat(fetch(keyFile(urlSource("https://" + GITHUB + "/token?audience=x"))))
                .isInstanceOf(TokenAnswer.Fetched.class);
        TokenAnswer.Failed failed = failed(fetch(keyFile(urlSource("https://" + ELSEWHERE + "/token"))));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("credential_source.url").contains(ELSEWHERE);
        assertThat(failed.whatToDo())
                .isEqualTo("if the address is right, allow it: coffer config set token-hosts " + ELSEWHERE);
        assertThat(internet.requestsFor(ELSEWHERE)).isEmpty();
        assertThat(fetch(
                        keyFile(urlSource("https://" + ELSEWHERE + "/token")),
                        Set.of(ELSEWHERE),
                        Duration.ofSeconds(20)))
                .as("allowed by name")
                .isInstanceOf(TokenAnswer.Fetched.class);
    }

    @Test
    void a_workforce_login_is_renewed() throws Exception {
        TokenAnswer.Fetched fetched = fetched(fetch(keyFile(google.sts().workforceLogin("ann"))));
        assertThat(google.ledger().identity(fetched.token().text())).hasValue("ann");
    }

    @Test
    void a_login_may_act_as_a_service_account_by_its_file() throws Exception {
        google.iam().allow(ROBOT, "jane@example.com");
        TokenAnswer.Fetched fetched =
                fetched(fetch(keyFile(impersonated(google.tokens().login("jane@example.com")))));
        assertThat(google.ledger().identity(fetched.token().text())).hasValue(ROBOT);
        assertThat(fetched.identity()).isEqualTo(ROBOT);
    }

    @Test
    void an_identity_of_elsewhere_may_act_as_a_service_account_by_its_file() throws Exception {
        Path subject = folder.resolve("subject");
        Files.writeString(subject, "workload-jwt");
        google.sts().trust("workload-jwt", "workload");
        google.iam().allow(ROBOT, "workload");
        JsonObject configuration = FakeGoogleSts.configuration(
                JsonObject.builder().value("file", subject.toString()).done());
        configuration.put("service_account_impersonation_url", impersonationUrl(ROBOT));
        assertThat(google.ledger()
                        .identity(fetched(fetch(keyFile(configuration))).token().text()))
                .hasValue(ROBOT);
    }

    @Test
    void a_route_may_act_as_a_service_account_from_every_source() throws Exception {
        google.iam().allow(OTHER, ROBOT, FakeGoogle.MACHINE);
        google.serveMetadata(internet);
        TokenAnswer.Fetched byMachine = fetched(fetch(Map.of("impersonate", OTHER)));
        assertThat(google.ledger().identity(byMachine.token().text())).hasValue(OTHER);
        assertThat(byMachine.tried().getLast().element()).isEqualTo("impersonate " + OTHER);
        TokenAnswer.Fetched byKey = fetched(fetch(
                Map.of("impersonate", OTHER, "key-file", file(google.tokens().serviceAccount(ROBOT)))));
        assertThat(google.ledger().identity(byKey.token().text())).hasValue(OTHER);
        assertThat(byKey.identity()).isEqualTo(OTHER);
    }

    @Test
    void who_may_not_act_as_an_account_is_told_the_role() {
        google.serveMetadata(internet);
        TokenAnswer.Failed failed = failed(fetch(Map.of("impersonate", OTHER)));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("PERMISSION_DENIED").contains(FakeIamCredentials.HOST);
        assertThat(failed.whatToDo()).contains("roles/iam.serviceAccountTokenCreator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "robot", "@x", "x@", "a@b@c", "a/../b@c", "a@b:generateAccessToken?x=", "ä@b.c"})
    void only_an_email_address_can_be_acted_as(String account) {
        TokenAnswer.Failed failed = failed(fetch(Map.of("impersonate", account)));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(internet.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "token_uri, https://tokens.evil.example/token",
        "token_uri, http://oauth2.googleapis.com/token",
        "token_uri, https://oauth2.googleapis.com.evil.example/token",
        "token_uri, https://oauth2.googleapis.com@tokens.evil.example/token",
        "token_uri, https://evilgoogleapis.com/token",
        "token_uri, 'https://tokens.evil.example\\@oauth2.googleapis.com/'",
        "universe_domain, evil.example",
        "universe_domain, evil.example/googleapis.com",
        "service_account_impersonation_url, https://tokens.evil.example/v1/x:generateAccessToken"
    })
    void a_secret_goes_to_google_only(String field, String address) throws Exception {
        internet.serve(ELSEWHERE, exchange -> FakeInternet.answer(exchange, 200, "application/json", "{}"));
        JsonObject key = google.tokens().serviceAccount(ROBOT);
        key.put(field, address);
        for (JsonObject file : List.of(key, impersonated(key))) {
            TokenAnswer.Failed failed = failed(fetch(keyFile(file)));
            assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failed.why()).contains(field);
        }
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void every_server_of_an_identity_of_elsewhere_is_looked_at() throws Exception {
        for (String field :
                List.of("region_url", "imdsv2_session_token_url", "url", "regional_cred_verification_url")) {
            JsonObject source = awsSource();
            source.put(field, "https://" + ELSEWHERE + "/x");
            TokenAnswer.Failed failed = failed(fetch(keyFile(FakeGoogleSts.configuration(source))));
            assertThat(failed.kind()).as(field).isEqualTo(Kind.REFUSED);
            assertThat(failed.why()).contains("credential_source." + field);
        }
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_program_runs_only_where_the_environment_allows_it_and_by_its_absolute_name() throws Exception {
        JsonObject file = FakeGoogleSts.configuration(JsonObject.builder()
                .object("executable")
                .value("command", "/bin/true")
                .end()
                .done());
        TokenAnswer.Failed failed = failed(fetch(keyFile(file)));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.whatToDo()).contains("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1");
        variables.put("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1");
        file.getObject("credential_source").getObject("executable").put("command", "true");
        assertThat(failed(fetch(keyFile(file))).why()).contains("absolute path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"type\":",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"gdch_service_account\"}",
                "{\"type\":\"service_account\",\"token_uri\":7}",
                "{\"type\":\"service_account\"}",
                "{\"type\":\"service_account\",\"client_email\":7,\"token_uri\":null}",
                "{\"type\":\"authorized_user\",\"client_id\":{}}",
                "{\"type\":\"external_account\"}",
                "{\"type\":\"external_account\",\"credential_source\":\"x\",\"audience\":\"a\"}",
                "{\"type\":\"external_account\",\"credential_source\":{\"certificate\":{}}}",
                "{\"type\":\"external_account_authorized_user\"}",
                "{\"type\":\"impersonated_service_account\",\"source_credentials\":[]}"
            })
    void a_malformed_file_is_named_and_nothing_else_is_asked(String text) throws IOException {
        google.serveMetadata(internet);
        Path key = folder.resolve("key.json");
        Files.writeString(key, text);
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", key.toString());
        TokenAnswer.Failed failed = failed(fetch(Map.of()));
        assertThat(failed.kind()).isIn(Kind.DAMAGED, Kind.REFUSED);
        assertThat(failed.why()).contains(key.toString()).doesNotContain("\n");
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_key_file_is_a_regular_file_of_a_sensible_size() throws IOException {
        variables.put(
                "GOOGLE_APPLICATION_CREDENTIALS", folder.resolve("none.json").toString());
        assertThat(failed(fetch(Map.of())).why()).contains("there is no").contains("none.json");
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", folder.toString());
        assertThat(failed(fetch(Map.of())).why()).contains("a folder");
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", "/dev/zero");
        assertThat(failed(fetch(Map.of())).why()).contains("not a regular file");
        Path large = folder.resolve("large.json");
        Files.writeString(large, " ".repeat(1 << 17));
        assertThat(failed(fetch(Map.of("key-file", large.toString()))).why()).contains("large.json");
        assertThat(failed(fetch(Map.of("key-file", "key.json"))).why()).contains("absolute");
    }

    @Test
    void an_ended_login_names_the_command_that_renews_it() throws Exception {
        JsonObject login = google.tokens().login("jane@example.com");
        google.tokens().revokeLogins();
        TokenAnswer.Failed failed = failed(fetch(keyFile(login)));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.why()).contains("invalid_grant").contains("expired or revoked");
        assertThat(failed.whatToDo()).isEqualTo("gcloud auth application-default login");
        google.tokens()
                .faults()
                .answer(
                        400,
                        "application/json",
                        "{\"error\":\"invalid_grant\",\"error_subtype\":\"invalid_rapt\",\"error_description\":\"reauth related error (invalid_rapt)\"}",
                        1000);
        assertThat(failed(fetch(keyFile(login))).whatToDo()).isEqualTo("gcloud auth application-default login");
    }

    @Test
    void a_deleted_key_is_refused_with_googles_words() throws Exception {
        JsonObject key = google.tokens().serviceAccount(ROBOT);
        google.tokens().deleteKeys(ROBOT);
        TokenAnswer.Failed failed = failed(fetch(keyFile(key)));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("account not found");
        assertThat(failed.whatToDo()).contains("deleted").contains("clock");
    }

    @Test
    void a_failing_google_is_told_from_a_refusing_one_and_never_quoted_in_full() throws Exception {
        JsonObject login = google.tokens().login("jane@example.com");
        google.tokens().faults().answer(500, "text/html", "<html>\u001b[31mdown</html>", 1000);
        assertThat(failed(fetch(keyFile(login))).kind()).isEqualTo(Kind.UNREACHABLE);
        google.tokens().faults().answer(429, "application/json", "{\"error\":\"rate\"}", 1000);
        TokenAnswer.Failed busy = failed(fetch(keyFile(login)));
        assertThat(busy.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(busy.whatToDo()).contains("try again");
        google.tokens()
                .faults()
                .answer(
                        400,
                        "application/json",
                        "{\"error\":\"odd\",\"error_description\":\"\\u001b[31mred\\nline\"}",
                        1000);
        assertThat(failed(fetch(keyFile(login))).why())
                .contains("odd: \\x1B[31mred")
                .doesNotContain("line");
        google.tokens().faults().none();
        google.tokens().faults().half(true);
        TokenAnswer.Failed half = failed(fetch(keyFile(login)));
        assertThat(half.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(half.why()).doesNotContain("canary");
    }

    @Test
    void a_key_works_again_after_a_short_outage() throws Exception {
        google.tokens().faults().answer(503, "text/html", "", 1);
        assertThat(fetch(keyFile(google.tokens().serviceAccount(ROBOT)))).isInstanceOf(TokenAnswer.Fetched.class);
    }

    @Test
    void an_answer_that_is_no_token_is_a_failure() throws Exception {
        JsonObject login = google.tokens().login("jane@example.com");
        for (String body : List.of("", "[]", "{}", "null", "{\"access_token\":7,\"expires_in\":10}", "<html>")) {
            google.tokens().faults().answer(200, "application/json", body, 1000);
            TokenAnswer.Failed failed = failed(fetch(keyFile(login)));
            assertThat(failed.kind()).as(body).isEqualTo(Kind.DAMAGED);
            assertThat(failed.why()).doesNotContain("\n");
        }
    }

    @Test
    void an_ended_token_is_never_handed_out() throws Exception {
        google.ledger().lifetime(-5);
        assertThat(failed(fetch(keyFile(google.tokens().serviceAccount(ROBOT)))).kind())
                .isEqualTo(Kind.EXPIRED);
    }

    @Test
    void the_limit_is_kept_even_while_google_keeps_silent() throws Exception {
        Map<String, String> options = keyFile(google.tokens().serviceAccount(ROBOT));
        google.tokens().faults().delay(Duration.ofSeconds(5));
        long start = System.nanoTime();
        TokenAnswer.Failed failed = failed(fetch(options, Set.of(), Duration.ofMillis(700)));
        assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        google.tokens().faults().none();
        google.tokens().faults().answer(503, "text/html", "", 1000);
        start = System.nanoTime();
        assertThat(failed(fetch(options, Set.of(), Duration.ofMillis(700))).kind())
                .as("while the library waits between its tries")
                .isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example",
                "gcr.io.evil.example",
                "europe-docker.pkg.dev.evil.example",
                "gcr.io:8443",
                "http://gcr.io",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
            })
    void other_servers_get_nothing(String server) {
        google.serveMetadata(internet);
        TokenAnswer answer =
                tokens().fetch(new TokenOrder(ServerAddress.parse(server), Map.of(), Set.of(), Duration.ofSeconds(5)));
        assertThat(failed(answer).kind()).isEqualTo(Kind.REFUSED);
        assertThat(internet.requests()).isEmpty();
    }

    // gcloud cannot be had here; a script stands for it, with the output that its config-helper has.

    @Test
    void gclouds_login_is_used_before_the_machines_account() throws Exception {
        google.serveMetadata(internet);
        gcloud("""
                [ "$*" = "config config-helper --format=json" ] || exit 64
                echo '{"configuration":{"active_configuration":"default","properties":{"core":{"account":"jane@example.com"}}},
                "credential":{"access_token":"ya29.gcloud","token_expiry":"%s"}}'
                """.formatted(Instant.now().plusSeconds(3000)));
        TokenAnswer.Fetched fetched = fetched(fetch(Map.of()));
        assertThat(fetched.token().text()).isEqualTo("ya29.gcloud");
        assertThat(fetched.identity()).isEqualTo("jane@example.com");
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void gcloud_is_not_even_run_where_nobody_is_logged_in() throws Exception {
        google.serveMetadata(internet);
        gcloud("echo ran >> " + folder.resolve("ran"));
        Files.delete(folder.resolve("home/.config/gcloud/credentials.db"));
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo(FakeGoogle.MACHINE);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_gcloud_that_fails_is_explained_and_no_other_identity_takes_its_place() throws Exception {
        google.serveMetadata(internet);
        gcloud("echo 'ERROR: (gcloud.config.config-helper) There was a problem refreshing' >&2; exit 1");
        TokenAnswer.Failed failed = failed(fetch(Map.of()));
        assertThat(failed.why()).contains("gcloud").contains("problem refreshing");
        assertThat(failed.whatToDo()).isEqualTo("gcloud auth login");
        gcloud("echo nonsense");
        assertThat(failed(fetch(Map.of())).kind()).isEqualTo(Kind.DAMAGED);
        gcloud("exec sleep 30");
        assertThat(failed(fetch(Map.of(), Set.of(), Duration.ofSeconds(1))).kind())
                .isEqualTo(Kind.TIMEOUT);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_gcloud_without_an_account_is_no_login() throws Exception {
        google.serveMetadata(internet);
        gcloud(
                "echo 'ERROR: (gcloud.config.config-helper) You do not currently have an active account selected.' >&2; exit 1");
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo(FakeGoogle.MACHINE);
    }

    @Test
    void a_gcloud_that_others_may_write_is_not_run() throws Exception {
        gcloud("echo ran >> " + folder.resolve("ran"));
        Files.setPosixFilePermissions(folder.resolve("bin/gcloud"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(failed(fetch(Map.of())).kind()).isEqualTo(Kind.REFUSED);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void the_login_of_docker_credential_gcr_is_used_while_it_lasts() throws Exception {
        google.serveMetadata(internet);
        Path store =
                Files.createDirectories(folder.resolve("home/.config/gcloud")).resolve("docker_credentials.json");
        Files.writeString(store, gcrLogin(Instant.now().plusSeconds(600)));
        assertThat(fetched(fetch(Map.of())).token().text()).isEqualTo("ya29.gcr");
        Files.writeString(store, gcrLogin(Instant.now().minusSeconds(1)));
        assertThat(fetched(fetch(Map.of())).identity()).isEqualTo(FakeGoogle.MACHINE);
        Path moved = folder.resolve("moved.json");
        Files.writeString(moved, gcrLogin(Instant.now().plusSeconds(600)));
        variables.put("DOCKER_CREDENTIAL_GCR_STORE", moved.toString());
        assertThat(fetched(fetch(Map.of())).token().text()).isEqualTo("ya29.gcr");
    }

    private static String gcrLogin(Instant end) {
        return "{\"gcrCreds\":{\"access_token\":\"ya29.gcr\",\"refresh_token\":\"1//x\",\"token_expiry\":\"" + end
                + "\"}}";
    }

    private void gcloud(String script) throws IOException {
        Path config = Files.createDirectories(folder.resolve("home/.config/gcloud"));
        Files.writeString(config.resolve("credentials.db"), "");
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("gcloud");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        variables.put("PATH", folder.resolve("bin").toString());
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

    private static JsonObject urlSource(String url) {
        return FakeGoogleSts.configuration(JsonObject.builder()
                .value("url", url)
                .object("headers")
                .value("Authorization", "bearer runtime")
                .end()
                .object("format")
                .value("type", "json")
                .value("subject_token_field_name", "value")
                .end()
                .done());
    }

    private static JsonObject impersonated(JsonObject source) {
        return JsonObject.builder()
                .value("type", "impersonated_service_account")
                .value("service_account_impersonation_url", impersonationUrl(ROBOT))
                .array("delegates")
                .end()
                .value("source_credentials", source)
                .done();
    }

    private static String impersonationUrl(String account) {
        return "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/" + account
                + ":generateAccessToken";
    }

    private Map<String, String> keyFile(JsonObject key) throws IOException {
        return Map.of("key-file", file(key));
    }

    private String file(JsonObject content) throws IOException {
        Path file = Files.createTempFile(folder, "key", ".json");
        write(file, content);
        return file.toString();
    }

    private static void write(Path file, JsonObject content) throws IOException {
        Files.write(file, JsonWriter.string(content).getBytes(StandardCharsets.UTF_8));
    }

    private TokenAnswer fetch(Map<String, String> options) {
        return fetch(options, Set.of(), Duration.ofSeconds(20));
    }

    private TokenAnswer fetch(Map<String, String> options, Set<String> allowed, Duration limit) {
        return tokens().fetch(new TokenOrder(ServerAddress.parse("europe-docker.pkg.dev"), options, allowed, limit));
    }

    private GcrTokens tokens() {
        return new GcrTokens(new Environment(variables), InstantSource.system());
    }

    private static TokenAnswer.Fetched fetched(TokenAnswer answer) {
        assertThat(answer).as(() -> answer + " " + tried(answer)).isInstanceOf(TokenAnswer.Fetched.class);
        return (TokenAnswer.Fetched) answer;
    }

    /** Nothing is set up at all. */
    private static TokenAnswer.Absent nobody(TokenAnswer answer) {
        assertThat(answer).isInstanceOf(TokenAnswer.Absent.class);
        return (TokenAnswer.Absent) answer;
    }

    /** A failure, in which no secret of the tests and nothing unprintable may be. */
    private static TokenAnswer.Failed failed(TokenAnswer answer) {
        assertThat(answer).as(() -> answer + " " + tried(answer)).isInstanceOf(TokenAnswer.Failed.class);
        TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
        assertThat(failed.why() + failed.whatToDo() + tried(failed))
                .doesNotContain(
                        "PRIVATE KEY", "1//fake-refresh", "d-FL95", "workload-jwt", "url-jwt", "ya29", "bearer runtime")
                .doesNotContain("\n", "\u001b");
        return failed;
    }

    private static String tried(TokenAnswer answer) {
        return answer.tried().stream().map(Attempt::toString).collect(Collectors.joining("; "));
    }

    private static String said(TokenAnswer answer, String element) {
        return answer.tried().stream()
                .filter(attempt -> attempt.element().equals(element))
                .map(Attempt::said)
                .findFirst()
                .orElseThrow();
    }
}
