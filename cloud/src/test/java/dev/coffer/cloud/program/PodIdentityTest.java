package dev.coffer.cloud.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonWriter;
import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.cloud.fixture.AwsKeys;
import dev.coffer.cloud.fixture.FakeAcr;
import dev.coffer.cloud.fixture.FakeCluster;
import dev.coffer.cloud.fixture.FakeEcr;
import dev.coffer.cloud.fixture.FakeEntra;
import dev.coffer.cloud.fixture.FakeGoogle;
import dev.coffer.cloud.fixture.FakeGoogleSts;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.cloud.fixture.FakeSts;
import dev.coffer.cloud.fixture.SignedJwt;
import dev.coffer.cloud.fixture.TokenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods' own identities, by the program in a process with its own environment, on a node that has an identity in every
 * cloud: it must never be the answer.
 */
class PodIdentityTest {
    private static final String BUILDER = FakeCluster.subject("team-a", "builder");
    private static final String RUNNER = FakeCluster.subject("team-b", "runner");

    private static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private static final String STS = "sts.eu-central-1.amazonaws.com";
    private static final String ECR_API = "api.ecr.eu-central-1.amazonaws.com";
    private static final String BUILDER_ROLE = "arn:aws:iam::123456789012:role/builder";
    private static final String RUNNER_ROLE = "arn:aws:iam::123456789012:role/runner";
    private static final String ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

    private static final String GCR = "europe-docker.pkg.dev";
    private static final String PROVIDER_ANNOTATION = "cloud.google.com/workload-identity-provider";
    private static final String ACCOUNT_ANNOTATION = "iam.gke.io/gcp-service-account";
    private static final String ROBOT = "builder@project.iam.gserviceaccount.com";

    private static final String ACR = "contoso.azurecr.io";
    private static final String LOGIN = "login.microsoftonline.com";
    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String NODE_APP = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String BUILDER_APP = "bbbbbbbb-0000-0000-0000-000000000002";
    private static final String RUNNER_APP = "cccccccc-0000-0000-0000-000000000003";
    private static final String CLIENT_ANNOTATION = "azure.workload.identity/client-id";
    private static final String TENANT_ANNOTATION = "azure.workload.identity/tenant-id";

    @TempDir
    private static Path authority;

    private static FakeInternet internet;

    @TempDir
    private Path home;

    private FakeGoogle google;
    private AwsKeys.Key node;
    private Path nodeKey;

    @BeforeAll
    static void connect() throws Exception {
        List<String> names = new ArrayList<>(List.of(STS, ECR_API, ACR, LOGIN));
        names.addAll(FakeGoogle.NAMES);
        internet = FakeInternet.start(authority, names);
    }

    @AfterAll
    static void disconnect() {
        internet.close();
    }

    @BeforeEach
    void openTheClouds() throws IOException, GeneralSecurityException {
        AwsKeys keys = new AwsKeys();
        node = keys.user("arn:aws:iam::123456789012:user/node");
        FakeSts sts = new FakeSts(keys);
        sts.trustPod(BUILDER_ROLE, BUILDER);
        sts.trustPod(RUNNER_ROLE, RUNNER);
        internet.serve(STS, sts).serve(ECR_API, new FakeEcr(keys));

        google = new FakeGoogle(internet);
        google.sts().trustCluster();
        google.iam().allow(ROBOT, BUILDER);
        google.serveMetadata(internet);
        nodeKey = home.resolve("node.json");
        Files.writeString(
                nodeKey, JsonWriter.string(google.tokens().serviceAccount("node@project.iam.gserviceaccount.com")));

        internet.serve(ACR, new FakeAcr(ACR, TENANT))
                .serve(
                        LOGIN,
                        new FakeEntra(LOGIN, TENANT)
                                .secret(NODE_APP, "node-secret")
                                .federate(BUILDER_APP, BUILDER)
                                .federate(RUNNER_APP, RUNNER));
        internet.forget();
    }

    // AWS

    @Test
    void two_service_accounts_get_tokens_of_their_own_roles() throws Exception {
        TokenAnswer.Fetched builder = fetched(aws(BUILDER, Map.of(ROLE_ANNOTATION, BUILDER_ROLE)));
        TokenAnswer.Fetched runner = fetched(aws(RUNNER, Map.of(ROLE_ANNOTATION, RUNNER_ROLE)));
        assertThat(builder.identity()).isEqualTo("arn:aws:sts::123456789012:assumed-role/builder/team-a.builder");
        assertThat(runner.identity()).isEqualTo("arn:aws:sts::123456789012:assumed-role/runner/team-b.runner");
        assertThat(builder.token()).isNotEqualTo(runner.token());
        assertThat(builder.tried())
                .extracting(Object::toString)
                .containsExactly("pod identity: " + builder.identity(), "ECR: gave a token");
    }

    @Test
    void one_service_account_does_not_get_the_role_of_the_other() throws Exception {
        TokenAnswer.Failed failed = failed(aws(BUILDER, Map.of(ROLE_ANNOTATION, RUNNER_ROLE)));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("AccessDenied");
        assertThat(failed.whatToDo()).contains("sts:AssumeRoleWithWebIdentity in the trust of " + RUNNER_ROLE);
        assertThat(internet.requestsFor(ECR_API)).isEmpty();
    }

    @Test
    void the_routes_role_goes_before_the_annotation_and_the_providers_annotation_before_the_pods() throws Exception {
        TokenAnswer routed = onNode(ecrToken(BUILDER), Map.of(ROLE_ANNOTATION, RUNNER_ROLE))
                .option(Cloud.Option.ROLE, BUILDER_ROLE)
                .fetch(ECR);
        assertThat(fetched(routed).identity()).contains("assumed-role/builder/");
        TokenAnswer own =
                aws(BUILDER, Map.of("eks.amazonaws.com/ecr-role-arn", BUILDER_ROLE, ROLE_ANNOTATION, RUNNER_ROLE));
        assertThat(fetched(own).identity()).contains("assumed-role/builder/");
    }

    @Test
    void a_service_account_without_a_role_gets_nothing_and_nobody_is_asked() throws Exception {
        TokenAnswer.Failed failed = failed(aws(BUILDER, Map.of()));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).isEqualTo("neither the route nor the pod's service account names a role");
        assertThat(failed.whatToDo()).contains(ROLE_ANNOTATION);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_token_for_another_audience_or_an_ended_one_is_explained() throws Exception {
        Map<String, String> annotations = Map.of(ROLE_ANNOTATION, BUILDER_ROLE);
        TokenAnswer.Failed foreign = failed(
                onNode(token(BUILDER, "https://elsewhere.example"), annotations).fetch(ECR));
        assertThat(foreign.kind()).isEqualTo(Kind.REFUSED);
        assertThat(foreign.why()).contains("Incorrect token audience");
        assertThat(foreign.whatToDo()).contains(FakeSts.AUDIENCE);
        String over = FakeCluster.token(BUILDER, FakeSts.AUDIENCE, Instant.now().minusSeconds(60));
        assertThat(failed(onNode(over, annotations).fetch(ECR)).kind()).isEqualTo(Kind.EXPIRED);
    }

    @Test
    void a_token_that_is_no_jwt_is_the_clouds_to_judge() throws Exception {
        TokenAnswer.Failed failed =
                failed(onNode("no.jwt", Map.of(ROLE_ANNOTATION, BUILDER_ROLE)).fetch(ECR));
        assertThat(failed.why()).startsWith("STS answered 400").doesNotContain("no.jwt");
    }

    // Google

    @Test
    void two_service_accounts_are_two_principals_at_google() throws Exception {
        Map<String, String> annotations = Map.of(PROVIDER_ANNOTATION, provider());
        TokenAnswer.Fetched builder = fetched(google(BUILDER, annotations));
        TokenAnswer.Fetched runner = fetched(google(RUNNER, annotations));
        assertThat(google.ledger().identity(builder.token().text())).contains(BUILDER);
        assertThat(google.ledger().identity(runner.token().text())).contains(RUNNER);
        assertThat(builder.identity()).isEqualTo(BUILDER);
        assertThat(internet.requestsFor(FakeGoogleSts.HOST)).hasSize(2);
        assertThat(internet.requests()).hasSize(2);
    }

    @Test
    void a_service_account_acts_as_the_google_account_that_lets_it() throws Exception {
        Map<String, String> annotations = Map.of(PROVIDER_ANNOTATION, provider(), ACCOUNT_ANNOTATION, ROBOT);
        TokenAnswer.Fetched builder = fetched(google(BUILDER, annotations));
        assertThat(google.ledger().identity(builder.token().text())).contains(ROBOT);
        TokenAnswer.Failed runner = failed(google(RUNNER, annotations));
        assertThat(runner.kind()).isEqualTo(Kind.REFUSED);
        assertThat(runner.why()).contains("iam.serviceAccounts.getAccessToken");
    }

    @Test
    void the_routes_provider_goes_before_the_annotation() throws Exception {
        TokenAnswer answer = onNode(googleToken(BUILDER), Map.of(PROVIDER_ANNOTATION, "projects/0/none"))
                .option(Cloud.Option.AUDIENCE, FakeGoogleSts.AUDIENCE)
                .fetch(GCR);
        assertThat(fetched(answer).identity()).isEqualTo(BUILDER);
    }

    @Test
    void without_a_provider_google_is_not_asked_for_the_nodes_token() throws Exception {
        TokenAnswer.Failed failed = failed(google(BUILDER, Map.of()));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("names a workload identity provider");
        assertThat(failed.whatToDo()).contains(PROVIDER_ANNOTATION);
        assertThat(internet.requests()).isEmpty();
    }

    @Test
    void a_token_for_another_audience_is_refused_by_google_and_explained() throws Exception {
        TokenAnswer.Failed failed =
                failed(onNode(token(BUILDER, FakeSts.AUDIENCE), Map.of(PROVIDER_ANNOTATION, provider()))
                        .fetch(GCR));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("invalid_grant");
        assertThat(failed.whatToDo()).contains("allowed audiences");
        assertThat(internet.requests()).hasSize(1);
    }

    // Azure

    @Test
    void two_service_accounts_are_two_applications_at_azure() throws Exception {
        TokenAnswer.Fetched builder = fetched(azure(BUILDER, BUILDER_APP));
        TokenAnswer.Fetched runner = fetched(azure(RUNNER, RUNNER_APP));
        assertThat(builder.identity()).isEqualTo(BUILDER_APP);
        assertThat(runner.identity()).isEqualTo(RUNNER_APP);
        assertThat(SignedJwt.part(builder.token().text(), 1).getString("sub")).isEqualTo(BUILDER_APP);
        assertThat(SignedJwt.part(runner.token().text(), 1).getString("sub")).isEqualTo(RUNNER_APP);
    }

    @Test
    void one_service_account_does_not_get_the_application_of_the_other_nor_the_nodes() throws Exception {
        TokenAnswer.Failed other = failed(azure(BUILDER, RUNNER_APP));
        assertThat(other.kind()).isEqualTo(Kind.REFUSED);
        assertThat(other.why()).contains("AADSTS700213");
        assertThat(other.whatToDo()).contains("federated-credential list").contains(RUNNER_APP);
        assertThat(failed(azure(BUILDER, NODE_APP)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void a_service_account_without_a_client_id_does_not_get_the_nodes() throws Exception {
        TokenAnswer.Failed failed = failed(
                onNode(azureToken(BUILDER), Map.of(TENANT_ANNOTATION, TENANT)).fetch(ACR));
        assertThat(failed.why()).isEqualTo("neither the route nor the pod's service account names a client id");
        assertThat(failed.whatToDo()).contains(CLIENT_ANNOTATION);
        assertThat(internet.requestsFor(LOGIN)).isEmpty();
    }

    @Test
    void the_tenant_comes_from_the_route_the_annotation_or_the_node() throws Exception {
        Map<String, String> client = Map.of(CLIENT_ANNOTATION, BUILDER_APP);
        assertThat(fetched(onNode(azureToken(BUILDER), client)
                                .with("AZURE_TENANT_ID", TENANT)
                                .fetch(ACR))
                        .identity())
                .isEqualTo(BUILDER_APP);
        assertThat(fetched(onNode(azureToken(BUILDER), client)
                                .option(Cloud.Option.TENANT, TENANT)
                                .fetch(ACR))
                        .identity())
                .isEqualTo(BUILDER_APP);
        TokenAnswer.Failed none = failed(onNode(azureToken(BUILDER), client).fetch(ACR));
        assertThat(none.whatToDo()).contains(TENANT_ANNOTATION);
        TokenAnswer.Failed odd = failed(
                onNode(azureToken(BUILDER), Map.of(CLIENT_ANNOTATION, BUILDER_APP, TENANT_ANNOTATION, "../evil\u001b"))
                        .fetch(ACR));
        assertThat(odd.why()).contains("../evil\\x1B");
    }

    @Test
    void a_token_for_another_audience_is_refused_by_entra_and_explained() throws Exception {
        TokenAnswer.Failed failed = failed(onNode(
                        token(BUILDER, FakeSts.AUDIENCE),
                        Map.of(CLIENT_ANNOTATION, BUILDER_APP, TENANT_ANNOTATION, TENANT))
                .fetch(ACR));
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.why()).contains("AADSTS700212");
        assertThat(failed.whatToDo()).contains(FakeEntra.EXCHANGE_AUDIENCE);
    }

    private TokenAnswer aws(String subject, Map<String, String> annotations) throws Exception {
        return onNode(ecrToken(subject), annotations).fetch(ECR);
    }

    private TokenAnswer google(String subject, Map<String, String> annotations) throws Exception {
        return onNode(googleToken(subject), annotations).fetch(GCR);
    }

    private TokenAnswer azure(String subject, String client) throws Exception {
        return onNode(azureToken(subject), Map.of(CLIENT_ANNOTATION, client, TENANT_ANNOTATION, TENANT))
                .fetch(ACR);
    }

    /** The provider as people write it. */
    private static String provider() {
        return FakeGoogleSts.AUDIENCE.substring("//iam.googleapis.com/".length());
    }

    private static String ecrToken(String subject) {
        return token(subject, FakeSts.AUDIENCE);
    }

    private static String googleToken(String subject) {
        return token(subject, FakeGoogleSts.TOKEN_AUDIENCE);
    }

    private static String azureToken(String subject) {
        return token(subject, FakeEntra.EXCHANGE_AUDIENCE);
    }

    private static String token(String subject, String audience) {
        return FakeCluster.token(subject, audience, Instant.now().plusSeconds(3600));
    }

    /** A node with keys of its own for every cloud. */
    private TokenProcess onNode(String token, Map<String, String> annotations) {
        return new TokenProcess(home)
                .with("AWS_ACCESS_KEY_ID", node.id())
                .with("AWS_SECRET_ACCESS_KEY", node.secret())
                .with("GOOGLE_APPLICATION_CREDENTIALS", nodeKey.toString())
                .with("AZURE_CLIENT_ID", NODE_APP)
                .with("AZURE_CLIENT_SECRET", "node-secret")
                .pod(token, annotations);
    }

    private static TokenAnswer.Fetched fetched(TokenAnswer answer) {
        assertThat(answer).isInstanceOf(TokenAnswer.Fetched.class);
        return (TokenAnswer.Fetched) answer;
    }

    private static TokenAnswer.Failed failed(TokenAnswer answer) {
        assertThat(answer).isInstanceOf(TokenAnswer.Failed.class);
        return (TokenAnswer.Failed) answer;
    }
}
