package dev.coffer.cloud.acr;

import static dev.coffer.cloud.acr.AzureWorld.APP;
import static dev.coffer.cloud.acr.AzureWorld.HOST;
import static dev.coffer.cloud.acr.AzureWorld.LOGIN;
import static dev.coffer.cloud.acr.AzureWorld.METADATA;
import static dev.coffer.cloud.acr.AzureWorld.SECRET;
import static dev.coffer.cloud.acr.AzureWorld.TENANT;
import static dev.coffer.cloud.acr.AzureWorld.acr;
import static dev.coffer.cloud.acr.AzureWorld.entra;
import static dev.coffer.cloud.acr.AzureWorld.order;
import static dev.coffer.cloud.acr.AzureWorld.principal;
import static dev.coffer.cloud.acr.AzureWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.fixture.AzureIdentities;
import dev.coffer.cloud.fixture.FakeAcr;
import dev.coffer.cloud.fixture.FakeAppServiceIdentity;
import dev.coffer.cloud.fixture.FakeArc;
import dev.coffer.cloud.fixture.FakeAzureImds;
import dev.coffer.cloud.fixture.FakeCloudShell;
import dev.coffer.cloud.fixture.FakeCluster;
import dev.coffer.cloud.fixture.FakeEntra;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.cloud.fixture.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcrTokensTest {
    private static final String REGISTRIES = "https://containerregistry.azure.net";
    private static final String SUBJECT = "system:serviceaccount:build:puller";
    private static final String OTHER = "bbbbbbbb-0000-0000-0000-000000000002";

    @TempDir
    private static Path shared;

    private static AzureWorld azure;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        azure = new AzureWorld(shared);
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @BeforeEach
    void reset() {
        azure.reset();
    }

    // The exchange

    @Test
    void a_secret_of_the_environment_becomes_a_token_of_the_registry() {
        FakeAcr registry = acr();
        azure.internet.serve(HOST, registry);

        TokenAnswer.Fetched fetched = fetched(azure.fetch(principal()));

        assertThat(registry.accepts(fetched.token().text())).isTrue();
        assertThat(fetched.username()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(fetched.identity()).isEqualTo(APP);
        assertThat(Duration.between(Instant.now(), fetched.expires()))
                .isBetween(Duration.ofMinutes(179), Duration.ofMinutes(180));
        assertThat(said(fetched)).containsExactly("environment: gave a token for " + REGISTRIES + " as " + APP);
    }

    @Test
    void a_route_may_ask_for_an_identity_token() {
        assertThat(fetched(azure.fetch(principal(), order(HOST, Map.of(Cloud.Option.USERNAME, "token"))))
                        .username())
                .isEqualTo("<token>");
        assertThat(failed(azure.fetch(principal(), order(HOST, Map.of(Cloud.Option.USERNAME, "me"))))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "contoso.azurecr.cn, login.chinacloudapi.cn, https://management.chinacloudapi.cn",
        "contoso.azurecr.us, login.microsoftonline.us, https://management.usgovcloudapi.net",
        "contoso.azurecr.de, login.microsoftonline.de, https://management.microsoftazure.de",
        "contoso.azurecr.io, login.microsoftonline.com, https://management.azure.com"
    })
    void every_cloud_has_its_login_and_its_resource_manager(String host, String login, String manager) {
        FakeAcr registry = new FakeAcr(host, TENANT);
        azure.internet.serve(host, registry);
        azure.internet.serve(login, new FakeEntra(login, TENANT).secret(APP, SECRET));
        assertThat(registry.accepts(
                        fetched(azure.fetch(principal(), order(host))).token().text()))
                .isTrue();

        azure.internet.serve(
                login, new FakeEntra(login, TENANT).secret(APP, SECRET).forget(REGISTRIES));
        assertThat(said(azure.fetch(principal(), order(host))))
                .satisfiesExactly(first -> assertThat(first).contains("AADSTS500011"), second -> assertThat(second)
                        .contains("gave a token for " + manager));
    }

    @Test
    void an_audience_that_a_machine_does_not_know_is_changed_too() {
        azure.internet.serve(
                METADATA, new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of()).forget(REGISTRIES)));
        assertThat(said(azure.fetch(Map.of()))).last().asString().contains("https://management.azure.com");
    }

    @Test
    void a_token_of_the_resource_manager_may_be_switched_off_at_the_registry() {
        azure.internet.serve(HOST, acr().refuseResourceManager()).serve(LOGIN, entra().forget(REGISTRIES));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.whatToDo()).contains("authentication-as-arm").contains("--registry contoso");
    }

    @Test
    void an_identity_without_a_role_is_told_which_one() {
        azure.internet.serve(HOST, acr().refuse(APP));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("status 401: authentication required");
        assertThat(failed.whatToDo()).contains("--role AcrPull --assignee " + APP);
    }

    // To whom a token goes

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contoso.azurecr.io.evil.example",
                "evil.example/contoso.azurecr.io",
                "http://contoso.azurecr.io",
                "contoso.azurecr.io:8443",
                "contoso.eastus.data.azurecr.io",
                "evil.example"
            })
    void a_server_that_only_looks_like_a_registry_hears_nothing(String server) {
        assertThat(failed(azure.fetch(principal(), order(server))).kind()).isEqualTo(Kind.REFUSED);
        assertThat(azure.internet.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/oauth2/token",
                "https://contoso.azurecr.io.evil.example/oauth2/token",
                "http://contoso.azurecr.io/oauth2/token",
                "https://contoso.azurecr.io:8443/oauth2/token",
                "https://contoso.azurecr.io@evil.example/oauth2/token",
                "https://user@contoso.azurecr.io/oauth2/token",
                "/oauth2/token",
                "::",
                ""
            })
    void a_realm_elsewhere_gets_no_token(String realm) {
        azure.internet.serve(HOST, acr().realm(realm));
        assertThat(failed(azure.fetch(principal())).kind()).isEqualTo(Kind.REFUSED);
        assertThat(azure.internet.requests())
                .extracting(FakeInternet.Seen::host)
                .containsOnly(HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/, token-hosts evil.example",
        "https://login.microsoftonline.com.evil.example/, token-hosts login.microsoftonline.com.evil.example",
        "http://login.microsoftonline.com/, token-hosts login.microsoftonline.com",
        "https://login.microsoftonline.com@evil.example/, token-hosts evil.example",
        "evil.example, token-hosts evil.example",
        "::, AZURE_AUTHORITY_HOST"
    })
    void a_secret_goes_to_no_login_server_that_nobody_allowed(String authority, String remedy) {
        TokenAnswer.Failed failed = failed(azure.fetch(with(principal(), "AZURE_AUTHORITY_HOST", authority)));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.whatToDo()).contains(remedy);
        assertThat(azure.internet.requests())
                .extracting(FakeInternet.Seen::host)
                .containsOnly(HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.partner.microsoftonline.cn/, login.partner.microsoftonline.cn",
        "https://login.microsoftonline.us, login.microsoftonline.us",
        "login.chinacloudapi.cn, login.chinacloudapi.cn"
    })
    void the_environment_may_name_the_login_server_of_any_cloud(String authority, String login) {
        azure.internet.serve(login, new FakeEntra(login, TENANT).secret(APP, SECRET));
        fetched(azure.fetch(with(principal(), "AZURE_AUTHORITY_HOST", authority)));
        assertThat(azure.internet.requestsFor(login)).hasSize(1);
    }

    @Test
    void the_settings_may_allow_a_login_server() {
        String login = "login.stack.example";
        azure.internet.serve(login, new FakeEntra(login, TENANT).secret(APP, SECRET));
        fetched(azure.fetch(
                with(principal(), "AZURE_AUTHORITY_HOST", "https://" + login),
                new TokenOrder(ServerAddress.parse(HOST), Map.of(), Set.of(login), Duration.ofSeconds(8))));
    }

    @Test
    void a_tenant_cannot_change_the_address() {
        TokenAnswer.Failed failed = failed(azure.fetch(with(principal(), "AZURE_TENANT_ID", "../evil?x=")));
        assertThat(failed.whatToDo()).contains("AZURE_TENANT_ID");
        assertThat(azure.internet.requestsFor(LOGIN)).isEmpty();
    }

    // Service principals

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wrong secret   | REFUSED | AADSTS7000215 | the secret's value, not its id
            expired secret | EXPIRED | AADSTS7000222 | az ad app credential reset --id aaaaaaaa-0000-0000-0000-000000000001
            unknown app    | REFUSED | AADSTS700016  | check AZURE_CLIENT_ID
            unknown tenant | REFUSED | AADSTS90002   | check AZURE_TENANT_ID
            """)
    void what_entra_refuses_is_explained_on_one_line(String fault, Kind kind, String number, String remedy) {
        azure.internet.serve(LOGIN, fault.equals("expired secret") ? entra().expire(APP) : entra());
        Map<String, String> variables =
                switch (fault) {
                    case "wrong secret" -> with(principal(), "AZURE_CLIENT_SECRET", "canary-wrong");
                    case "unknown app" -> with(principal(), "AZURE_CLIENT_ID", OTHER);
                    case "unknown tenant" -> with(principal(), "AZURE_TENANT_ID", OTHER);
                    default -> principal();
                };

        TokenAnswer.Failed failed = failed(azure.fetch(variables));

        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.why()).contains(number).doesNotContain("Trace ID", "\n", "canary");
        assertThat(failed.whatToDo()).contains(remedy);
        assertThat(said(failed))
                .singleElement()
                .asString()
                .startsWith("environment: ")
                .doesNotContain("canary");
    }

    @Test
    void a_secret_that_a_server_repeats_is_not_shown() {
        azure.internet.serve(
                LOGIN,
                exchange -> FakeInternet.answer(
                        exchange, 400, "application/json", "{\"error_description\":\"bad " + SECRET + "\\u001b[2J\"}"));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.why() + said(failed)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE_TENANT_ID", "AZURE_CLIENT_ID"})
    void a_half_set_up_principal_is_said_to_be_so(String missing) {
        Map<String, String> variables = new HashMap<>(principal());
        variables.remove(missing);
        TokenAnswer.Failed failed = failed(azure.fetch(variables));
        assertThat(failed.why()).isEqualTo("AZURE_CLIENT_SECRET is set, but " + missing + " is not");
    }

    @Test
    void a_route_names_tenant_and_client_where_the_environment_does_not() {
        fetched(azure.fetch(
                Map.of("AZURE_CLIENT_SECRET", SECRET),
                order(HOST, Map.of(Cloud.Option.TENANT, TENANT, Cloud.Option.CLIENT_ID, APP))));
    }

    @Test
    void the_secret_of_one_client_is_not_shown_for_another() {
        azure.internet.serve(METADATA, new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of(OTHER))));
        TokenAnswer.Fetched fetched =
                fetched(azure.fetch(principal(), order(HOST, Map.of(Cloud.Option.CLIENT_ID, OTHER))));
        assertThat(fetched.identity()).isEqualTo(OTHER);
        assertThat(azure.internet.requestsFor(LOGIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pem", "pkcs1", "pfx"})
    void a_certificate_signs_in_place_of_a_secret(String form) throws Exception {
        X509Certificate certificate = certificate();
        azure.internet.serve(LOGIN, new FakeEntra(LOGIN, TENANT).certificate(APP, certificate));
        Path file = folder.resolve("app." + form);
        switch (form) {
            case "pem" -> Files.writeString(file, read("app.key") + read("app.crt"));
            case "pkcs1" -> {
                openssl("rsa -traditional -in %s -out %s"
                        .formatted(folder.resolve("app.key"), folder.resolve("old.key")));
                Files.writeString(file, read("app.crt") + read("old.key"));
            }
            default ->
                openssl("pkcs12 -export -passout pass:pfx-canary -inkey %s -in %s -out %s"
                        .formatted(folder.resolve("app.key"), folder.resolve("app.crt"), file));
        }
        Map<String, String> variables = Map.of(
                "AZURE_TENANT_ID",
                TENANT,
                "AZURE_CLIENT_ID",
                APP,
                "AZURE_CLIENT_CERTIFICATE_PATH",
                file.toString(),
                "AZURE_CLIENT_CERTIFICATE_PASSWORD",
                "pfx-canary",
                "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN",
                "true");

        assertThat(fetched(azure.fetch(variables)).identity()).isEqualTo(APP);
    }

    @Test
    void a_certificate_that_is_not_the_applications_is_refused_with_the_remedy() throws Exception {
        X509Certificate registered = certificate();
        certificate();
        Files.writeString(folder.resolve("app.pem"), read("app.key") + read("app.crt"));
        azure.internet.serve(LOGIN, new FakeEntra(LOGIN, TENANT).certificate(APP, registered));
        TokenAnswer.Failed failed = failed(azure.fetch(certificateVariables("app.pem", "")));
        assertThat(failed.why()).contains("AADSTS700027");
        assertThat(failed.whatToDo()).contains("--cert @FILE --id " + APP);
    }

    @Test
    void a_certificate_file_that_is_no_use_is_named() throws Exception {
        certificate();
        openssl("pkcs12 -export -passout pass:right -inkey %s -in %s -out %s"
                .formatted(folder.resolve("app.key"), folder.resolve("app.crt"), folder.resolve("app.pfx")));
        Files.writeString(folder.resolve("only.pem"), read("app.crt"));
        Files.writeString(folder.resolve("noise"), "canary-noise");

        assertThat(certificateFailure("app.pfx", "canary-wrong")).contains("not opened by the password");
        assertThat(certificateFailure("only.pem", "")).contains("holds no private key");
        assertThat(certificateFailure("noise", "")).contains("neither PEM nor PKCS#12");
        assertThat(certificateFailure("missing", "")).contains("is not there");
        assertThat(azure.internet.requestsFor(LOGIN)).isEmpty();
    }

    // Workload identity

    @Test
    void a_federated_token_is_read_anew_each_time() throws IOException {
        azure.internet.serve(LOGIN, new FakeEntra(LOGIN, TENANT).federate(APP, SUBJECT));
        Path file = Files.writeString(folder.resolve("token"), "stale");
        assertThat(failed(azure.fetch(workload(file))).why()).contains("AADSTS50013");

        Files.writeString(file, federated(FakeEntra.EXCHANGE_AUDIENCE, 3600) + "\n");
        assertThat(said(fetched(azure.fetch(workload(file)))))
                .last()
                .asString()
                .startsWith("workload identity: gave a token");
    }

    @Test
    void a_federated_token_may_stand_in_a_variable() {
        azure.internet.serve(LOGIN, new FakeEntra(LOGIN, TENANT).federate(APP, SUBJECT));
        fetched(azure.fetch(Map.of(
                "AZURE_TENANT_ID", TENANT,
                "AZURE_CLIENT_ID", APP,
                "AZURE_FEDERATED_TOKEN", federated(FakeEntra.EXCHANGE_AUDIENCE, 3600))));
    }

    @Test
    void a_federated_token_that_cannot_be_read_is_no_reason_to_be_somebody_else() throws IOException {
        azure.internet.serve(METADATA, new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of())));
        Path empty = Files.createFile(folder.resolve("empty"));
        for (Path file : List.of(folder.resolve("missing"), folder, empty)) {
            TokenAnswer.Failed failed = failed(azure.fetch(workload(file)));
            assertThat(failed.why()).contains(file.toString());
            assertThat(failed.whatToDo()).contains("AZURE_FEDERATED_TOKEN_FILE");
        }
        assertThat(azure.internet.requestsFor(METADATA)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://registry.example   | 3600 | REFUSED | AADSTS700212 | federated-credential list --id
            api://AzureADTokenExchange | -5   | EXPIRED | AADSTS700024 | clock
            """)
    void a_federated_token_that_entra_refuses_is_explained(
            String audience, long life, Kind kind, String number, String remedy) throws IOException {
        azure.internet.serve(LOGIN, new FakeEntra(LOGIN, TENANT).federate(APP, SUBJECT));
        Path file = Files.writeString(folder.resolve("token"), federated(audience, life));
        TokenAnswer.Failed failed = failed(azure.fetch(workload(file)));
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.why()).contains(number);
        assertThat(failed.whatToDo()).contains(remedy);
    }

    // Managed identities

    @Test
    void a_machine_has_an_identity_of_its_own_and_those_it_was_given() {
        azure.internet.serve(METADATA, new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of(OTHER))));
        assertThat(fetched(azure.fetch(Map.of())).identity()).isEqualTo(APP);
        assertThat(fetched(azure.fetch(Map.of("AZURE_CLIENT_ID", OTHER))).identity())
                .isEqualTo(OTHER);
        assertThat(fetched(azure.fetch(
                                Map.of("AZURE_CLIENT_ID", APP), order(HOST, Map.of(Cloud.Option.CLIENT_ID, OTHER))))
                        .identity())
                .as("the route beats the environment")
                .isEqualTo(OTHER);
        assertThat(azure.internet.requestsFor(METADATA))
                .extracting(FakeInternet.Seen::target)
                .contains("/metadata/identity/oauth2/token?api-version=2018-02-01"
                        + "&resource=https%3A%2F%2Fcontainerregistry.azure.net&client_id=" + OTHER);
    }

    @Test
    void a_machine_without_an_identity_is_no_end() {
        azure.internet.serve(METADATA, new FakeAzureImds(new AzureIdentities(TENANT, null, List.of())));
        assertThat(said(nobody(azure.fetch(Map.of())))).anySatisfy(said -> assertThat(said)
                .startsWith("managed identity (machine): ")
                .contains("Identity not found"));
    }

    @Test
    void the_metadata_server_of_another_cloud_is_no_end() {
        azure.internet.serve(METADATA, exchange -> FakeInternet.answer(exchange, 404, "text/plain", "no"));
        assertThat(said(nobody(azure.fetch(Map.of()))))
                .anySatisfy(said -> assertThat(said).contains("gives no tokens (status 404)"));
    }

    @Test
    void a_metadata_server_that_is_busy_or_renewed_is_asked_twice_more() {
        FakeAzureImds sound = new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of()));
        for (int status : List.of(404, 410, 429, 500)) {
            // The probe takes one.
            azure.internet.serve(
                    METADATA, new Faults().answer(status, "out of order", 3).before(sound));
            fetched(azure.fetch(Map.of()));
        }
        azure.internet.serve(
                METADATA, new Faults().answer(410, "out of order", 4).before(sound));
        TokenAnswer.Failed failed = failed(azure.fetch(Map.of()));
        assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failed.whatToDo()).isEqualTo("try again in a minute");
    }

    @Test
    void the_pod_identity_of_a_cluster_stands_elsewhere_but_near() {
        azure.internet.serve("127.0.0.1", new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of())));
        fetched(azure.fetch(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1/")));
        assertThat(failed(azure.fetch(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://evil.example")))
                        .whatToDo())
                .contains("evil.example");
        assertThat(azure.internet.requestsFor("evil.example")).isEmpty();
    }

    @Test
    void an_app_service_knows_us_by_a_header() {
        AzureIdentities identities = new AzureIdentities(TENANT, APP, List.of(OTHER));
        azure.internet.serve("127.0.0.1", new FakeAppServiceIdentity("canary-header", identities));
        assertThat(fetched(azure.fetch(appService("http://127.0.0.1/msi/token")))
                        .identity())
                .isEqualTo(APP);
        assertThat(fetched(azure.fetch(with(appService("http://127.0.0.1/msi/token"), "AZURE_CLIENT_ID", OTHER)))
                        .identity())
                .isEqualTo(OTHER);

        TokenAnswer.Failed failed =
                failed(azure.fetch(with(appService("http://127.0.0.1/msi/token"), "IDENTITY_HEADER", "canary-wrong")));
        assertThat(failed.why()).contains("status 403").doesNotContain("canary");
        assertThat(said(failed)).noneMatch(said -> said.contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/msi/token",
                "https://evil.example/msi/token",
                "http://127.0.0.1@evil.example/",
                "file:///etc/passwd",
                "::"
            })
    void the_header_goes_to_nobody_far_away(String endpoint) {
        assertThat(failed(azure.fetch(appService(endpoint))).kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed(azure.fetch(Map.of("MSI_ENDPOINT", endpoint))).kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed(azure.fetch(Map.of("MSI_ENDPOINT", endpoint, "MSI_SECRET", "canary")))
                        .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(azure.internet.requestsFor("evil.example")).isEmpty();
    }

    @Test
    void service_fabric_is_said_to_be_unsupported_rather_than_passed_over() {
        azure.internet.serve(METADATA, new FakeAzureImds(new AzureIdentities(TENANT, APP, List.of())));
        assertThat(failed(azure.fetch(with(appService("https://127.0.0.1/"), "IDENTITY_SERVER_THUMBPRINT", "ABCD")))
                        .why())
                .contains("Service Fabric");
        assertThat(azure.internet.requestsFor(METADATA)).isEmpty();
    }

    @Test
    void a_cloud_shell_has_the_login_of_its_person_and_no_other() {
        azure.internet.serve("127.0.0.1", new FakeCloudShell(new AzureIdentities(TENANT, APP, List.of())));
        Map<String, String> variables = Map.of("MSI_ENDPOINT", "http://127.0.0.1/oauth2/token");
        assertThat(fetched(azure.fetch(variables)).identity()).isEqualTo(APP);
        assertThat(said(nobody(azure.fetch(variables, order(HOST, Map.of(Cloud.Option.CLIENT_ID, OTHER))))))
                .anySatisfy(said -> assertThat(said).startsWith("managed identity (Cloud Shell): "));
    }

    @Test
    void an_arc_agent_is_shown_its_own_key() {
        azure.internet.serve("127.0.0.1", new FakeArc(azure.arcKeys(), new AzureIdentities(TENANT, APP, List.of())));
        assertThat(fetched(azure.fetch(arc())).identity()).isEqualTo(APP);
    }

    @Test
    void an_arc_agent_gets_no_other_file() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.key"), "canary-file");
        Path keys = azure.arcKeys();
        Path link = keys.resolve("link.key");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, secret);
        Path large = Files.writeString(keys.resolve("large.key"), "x".repeat(4097));
        Path wrongEnd = Files.writeString(keys.resolve("key.txt"), "canary-file");
        Path broken = Files.writeString(keys.resolve("broken.key"), "canary\r\nX: y");
        List<String> named = List.of(
                secret.toString(),
                link.toString(),
                large.toString(),
                wrongEnd.toString(),
                broken.toString(),
                keys + "/../" + folder.getFileName() + "/secret.key",
                keys + "/missing.key",
                keys.getFileName() + "/relative.key",
                "\"" + secret + "\"");
        for (String file : named) {
            azure.internet.forget();
            azure.internet.serve(
                    "127.0.0.1", new FakeArc(keys, new AzureIdentities(TENANT, APP, List.of())).name(file));
            TokenAnswer.Failed failed = failed(azure.fetch(arc()));
            assertThat(failed.why() + said(failed)).as(file).doesNotContain("canary");
            assertThat(azure.internet.requestsFor("127.0.0.1")).as(file).hasSize(1);
        }
    }

    // The login of az

    @Test
    void the_login_of_az_is_the_last_resort() throws IOException {
        Path arguments = az("""
                printf '%%s\\n' "$@" > %s
                echo '{"accessToken":"%s","expires_on":%d,"tenant":"%s","tokenType":"Bearer"}'
                """.formatted(
                        folder.resolve("arguments"),
                        FakeEntra.accessToken(TENANT, APP, REGISTRIES),
                        Instant.now().getEpochSecond() + 3600,
                        TENANT));
        TokenAnswer.Fetched fetched = fetched(azure.fetch(path()));
        assertThat(Files.readAllLines(arguments))
                .containsExactly("account", "get-access-token", "--output", "json", "--resource", REGISTRIES);
        assertThat(fetched.identity()).as("by the registry's token").isEqualTo(APP);
        assertThat(said(fetched))
                .satisfiesExactly(
                        said -> assertThat(said).startsWith("environment: neither"),
                        said -> assertThat(said).startsWith("workload identity: AZURE_FEDERATED_TOKEN_FILE"),
                        said -> assertThat(said).startsWith("managed identity (machine): "),
                        said -> assertThat(said).isEqualTo("az login: gave a token for " + REGISTRIES));

        fetched(azure.fetch(path(), order(HOST, Map.of(Cloud.Option.TENANT, TENANT))));
        assertThat(Files.readAllLines(arguments)).endsWith("--tenant", TENANT);
    }

    @Test
    void an_older_az_tells_the_end_in_local_time() throws IOException {
        String answer = "echo '{\"accessToken\":\"%s\",\"expiresOn\":\"%s\"}'";
        String token = FakeEntra.accessToken(TENANT, APP, REGISTRIES);
        az(answer.formatted(
                token,
                LocalDateTime.now(ZoneId.systemDefault())
                        .plusHours(1)
                        .toString()
                        .replace('T', ' ')));
        fetched(azure.fetch(path()));

        az(answer.formatted(
                token,
                LocalDateTime.now(ZoneId.systemDefault())
                        .minusHours(1)
                        .toString()
                        .replace('T', ' ')));
        TokenAnswer.Failed failed = failed(azure.fetch(path()));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.whatToDo()).isEqualTo("az login");
    }

    @Test
    void an_az_without_a_login_is_passed_over() throws IOException {
        az("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");
        TokenAnswer.Absent nobody = nobody(azure.fetch(path()));
        assertThat(said(nobody)).last().isEqualTo("az login: nobody is logged in");
        assertThat(nobody.whatToDo()).startsWith("az login");
    }

    @Test
    void an_az_whose_login_has_ended_says_so() throws IOException {
        az(
                "printf 'ERROR: AADSTS700082: The refresh token has expired\\033[2J due to inactivity.\\nmore\\n' >&2; exit 1");
        TokenAnswer.Failed failed = failed(azure.fetch(path()));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.why()).contains("AADSTS700082").contains("\\x1B").doesNotContain("\u001b", "more");
        assertThat(failed.whatToDo()).isEqualTo("az login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo nonsense", "echo '{}'", "echo '[]'", "head -c 400000 /dev/zero"})
    void an_answer_of_az_that_is_none_is_damage(String script) throws IOException {
        az(script);
        assertThat(failed(azure.fetch(path())).kind()).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void an_az_that_hangs_is_ended_at_the_limit() throws IOException {
        az("exec sleep 60");
        long start = System.nanoTime();
        TokenAnswer.Failed failed = failed(azure.fetch(
                path(), new TokenOrder(ServerAddress.parse(HOST), Map.of(), Set.of(), Duration.ofSeconds(3))));
        assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void a_person_does_not_step_in_for_the_client_that_a_route_names() throws IOException {
        az("touch " + folder.resolve("ran"));
        TokenAnswer.Absent nobody = nobody(azure.fetch(path(), order(HOST, Map.of(Cloud.Option.CLIENT_ID, APP))));
        assertThat(said(nobody)).last().asString().startsWith("az login: the route names a client id");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    // Faults of the registry and of Entra

    @Test
    void a_busy_server_is_asked_twice_more() {
        azure.internet.serve(LOGIN, new Faults().answer(429, "out of order", 2).before(entra()));
        azure.internet.serve(HOST, new Faults().answer(503, "out of order", 2).before(acr()));
        fetched(azure.fetch(principal()));

        azure.internet.serve(LOGIN, new Faults().answer(500, "out of order", 3).before(entra()));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failed.why()).contains("status 500");
    }

    @Test
    void a_slow_server_ends_at_the_limit() {
        azure.internet.serve(LOGIN, new Faults().delay(Duration.ofSeconds(5)).before(entra()));
        long start = System.nanoTime();
        TokenAnswer.Failed failed = failed(azure.fetch(
                principal(), new TokenOrder(ServerAddress.parse(HOST), Map.of(), Set.of(), Duration.ofSeconds(1))));
        assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void half_an_answer_is_none() {
        azure.internet.serve(LOGIN, new Faults().half(true).before(entra()));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.kind()).isIn(Kind.UNREACHABLE, Kind.TIMEOUT);
        assertThat(failed.why()).doesNotContain("canary");
    }

    @Test
    void a_registry_that_wants_no_credentials_needs_no_token() {
        azure.internet.serve(HOST, exchange -> FakeInternet.answer(exchange, 200, "application/json", "{}"));
        assertThat(failed(azure.fetch(principal())).why()).contains("asks for no credentials");
        assertThat(azure.internet.requestsFor(LOGIN)).isEmpty();
    }

    @Test
    void a_registry_behind_a_firewall_is_told_from_a_missing_role() {
        azure.internet.serve(
                HOST,
                exchange -> FakeInternet.answer(
                        exchange,
                        403,
                        "application/json",
                        "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"client with IP '203.0.113.7' is not allowed"
                                + " access\"}]}"));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.why()).contains("status 403").contains("is not allowed access");
        assertThat(failed.whatToDo()).contains("firewall");
        assertThat(said(failed)).singleElement().asString().startsWith("registry " + HOST + ": ");
    }

    @Test
    void a_token_that_has_ended_when_it_comes_is_not_handed_out() {
        azure.internet.serve(HOST, acr().life(Duration.ofMinutes(-1)));
        TokenAnswer.Failed failed = failed(azure.fetch(principal()));
        assertThat(failed.kind()).isEqualTo(Kind.EXPIRED);
        assertThat(failed.whatToDo()).contains("clock");
    }

    @Test
    void a_slow_clock_does_not_stretch_a_token() {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofHours(-10));
        TokenAnswer.Fetched fetched = fetched(azure.fetch(principal(), order(HOST), slow));
        assertThat(Duration.between(slow.instant(), fetched.expires())).isLessThanOrEqualTo(Duration.ofHours(3));
    }

    @Test
    void the_environment_of_the_program_decides() throws Exception {
        azure.internet.serve(HOST, acr());
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.coffer.cloud.program.TokenProgram");
        builder.environment().putAll(with(principal(), "HOME", folder.toString()));
        Process program = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var in = program.getOutputStream()) {
            in.write(dev.coffer.api.cloud.TokenMessages.write(order(HOST)));
        }
        TokenAnswer answer = dev.coffer.api.cloud.TokenMessages.readAnswer(
                program.getInputStream().readAllBytes());
        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fetched(answer).identity()).isEqualTo(APP);
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
        TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
        assertThat(failed.why()).isNotEmpty().doesNotContain(SECRET).doesNotContain("\n");
        return failed;
    }

    private static List<String> said(TokenAnswer answer) {
        return answer.tried().stream().map(Object::toString).toList();
    }

    private static String federated(String audience, long life) {
        return FakeCluster.token(SUBJECT, audience, Instant.now().plusSeconds(life));
    }

    private static Map<String, String> workload(Path file) {
        return Map.of(
                "AZURE_TENANT_ID", TENANT,
                "AZURE_CLIENT_ID", APP,
                "AZURE_FEDERATED_TOKEN_FILE", file.toString());
    }

    private static Map<String, String> appService(String endpoint) {
        return Map.of("IDENTITY_ENDPOINT", endpoint, "IDENTITY_HEADER", "canary-header");
    }

    private static Map<String, String> arc() {
        return Map.of(
                "IDENTITY_ENDPOINT", "http://127.0.0.1/metadata/identity/oauth2/token",
                "IMDS_ENDPOINT", "http://127.0.0.1");
    }

    private Map<String, String> path() {
        return Map.of("PATH", folder.resolve("bin").toString());
    }

    /** Puts a program az there; gives the file that it may write its arguments to. */
    private Path az(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path az = Files.writeString(bin.resolve("az"), "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(az, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("arguments");
    }

    private Map<String, String> certificateVariables(String file, String password) {
        return Map.of(
                "AZURE_TENANT_ID", TENANT,
                "AZURE_CLIENT_ID", APP,
                "AZURE_CLIENT_CERTIFICATE_PATH", folder.resolve(file).toString(),
                "AZURE_CLIENT_CERTIFICATE_PASSWORD", password);
    }

    private String certificateFailure(String file, String password) {
        TokenAnswer.Failed failed = failed(azure.fetch(certificateVariables(file, password)));
        assertThat(failed.why()).contains(folder.resolve(file).toString()).doesNotContain("canary");
        return failed.why();
    }

    /** Makes app.key and app.crt. */
    private X509Certificate certificate() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=app -keyout %s -out %s"
                .formatted(folder.resolve("app.key"), folder.resolve("app.crt")));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("app.crt"))));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private static void openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
