package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonWriter;
import dev.coffer.cloud.fixture.AwsKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries of clouds without a login: the built program against clouds of our own under the real names. */
class CloudTest {
    private static final String ALICE = "arn:aws:iam::123456789012:user/alice";
    private static final String BOB = "arn:aws:iam::123456789012:user/bob";
    private static final String PULLER = "puller@fake-project.iam.gserviceaccount.com";
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String CLIENT_SECRET = "client secret ~ canary";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    private CloudWorld world;
    private AwsKeys.Key alice;

    @BeforeEach
    void openTheClouds() throws Exception {
        Peers.require("docker-registry", "openssl", "docker", "skopeo", "ip", "unshare");
        world = CloudWorld.start();
        alice = world.aws.user(ALICE);
        user.write(".docker/config.json", "{\n\t\"credsStore\": \"coffer\"\n}");
        user.write(
                ".config/containers/registries.conf.d/50-coffer.conf",
                "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
        user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
        user.with("DOCKER_HOST", "unix://" + user.path("no-engine.sock"));
    }

    @AfterEach
    void closeTheClouds() throws Exception {
        world.close();
    }

    // End to end, with nothing set up but the cloud's own login

    @Test
    void dockerAndSkopeoPullFromEcr() {
        logInToAws(alice);

        pullsWork(CloudWorld.ECR);

        assertThat(world.callsTo(CloudWorld.ECR_API))
                .as("the clients ask several times, the cloud is asked once")
                .isEqualTo(1);
        String token = user.get(CloudWorld.ECR).getString("Secret");
        new Canary(token).assertAbsentFrom(user.home());
        assertThat(user.helper("list", "").succeeded().out())
                .as("clients ask for whatever is listed")
                .isEqualTo("{}\n");
    }

    @Test
    void dockerAndSkopeoPullFromGoogle() throws Exception {
        Path keyFile =
                user.write("key.json", JsonWriter.string(world.google.tokens().serviceAccount(PULLER)));
        user.with("GOOGLE_APPLICATION_CREDENTIALS", keyFile.toString());

        pullsWork(CloudWorld.GCR);

        assertThat(user.get(CloudWorld.GCR).getString("Username")).isEqualTo("oauth2accesstoken");
        assertThat(world.callsTo("oauth2.googleapis.com")).isEqualTo(1);
    }

    @Test
    void dockerAndSkopeoPullFromAzure() {
        logInToAzure();

        pullsWork(CloudWorld.ACR);

        assertThat(user.get(CloudWorld.ACR).getString("Username")).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(world.callsTo(CloudWorld.ENTRA)).isEqualTo(1);
        new Canary(CLIENT_SECRET).assertAbsentFrom(user.path(".local"));
    }

    @Test
    void aMachineOfTheCloudNeedsNothingAtAll() {
        world.serveEc2Metadata();

        assertThat(user.get(CloudWorld.ECR).getString("Username")).isEqualTo("AWS");
        assertThat(user.coffer("get", CloudWorld.ECR, "--explain").succeeded().err())
                .contains("a registry of ecr");
    }

    // Which identity

    @Test
    void aRouteChoosesTheProfileAndASwitchNeverGivesAForeignToken() {
        AwsKeys.Key bob = world.aws.user(BOB);
        user.write(
                ".aws/credentials",
                "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n[prod]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                        .formatted(alice.id(), alice.secret(), bob.id(), bob.secret()));
        assertThat(owner()).isEqualTo(ALICE);

        user.coffer("route", "add", "*.dkr.ecr.eu-*.amazonaws.com", "--use", "ecr", "--profile", "prod")
                .succeeded();
        assertThat(owner()).isEqualTo(BOB);
        user.coffer("route", "remove", "*.dkr.ecr.eu-*.amazonaws.com").succeeded();
        assertThat(owner()).isEqualTo(ALICE);
        user.with("AWS_PROFILE", "prod");
        assertThat(owner()).isEqualTo(BOB);
        user.without("AWS_PROFILE");
        logInToAws(bob);
        assertThat(owner()).as("keys of the environment").isEqualTo(BOB);
    }

    @Test
    void aLoginThatSomebodyMadeGoesBeforeTheCloud() {
        logInToAws(alice);
        user.store(CloudWorld.ECR, "AWS", "pasted by hand");

        assertThat(user.get(CloudWorld.ECR).getString("Secret")).isEqualTo("pasted by hand");
        user.helper("erase", CloudWorld.ECR).succeeded();
        assertThat(user.get(CloudWorld.ECR).getString("Secret")).isNotEqualTo("pasted by hand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CloudWorld.ECR + ".evil.example",
                "evil.example/" + CloudWorld.ECR,
                CloudWorld.ECR + ":5000",
                "http://" + CloudWorld.ECR,
            })
    void aLookAlikeGetsNoToken(String lookAlike) {
        logInToAws(alice);
        user.coffer("route", "add", "**", "--use", "ecr").succeeded();

        user.assertNotFound(lookAlike);
        assertThat(world.internet.requests()).isEmpty();
    }

    // Failures

    @Test
    void withoutAnIdentityEveryElementOfTheChainIsNamed() {
        user.with("AWS_EC2_METADATA_DISABLED", "true");

        Result refused = user.assertRefused(CloudWorld.ECR);

        assertThat(refused.err().lines()).hasSizeBetween(2, 5);
        assertThat(refused.err()).contains("environment").contains("profile").contains("aws sso login");
    }

    @Test
    void aRegistryWithPublicImagesIsLeftToBeAskedAnonymouslyWithoutAnIdentity() {
        user.with("AWS_EC2_METADATA_DISABLED", "true").with("NO_GCE_CHECK", "true");

        user.assertNotFound("public.ecr.aws");
        user.assertNotFound(CloudWorld.GCR);
    }

    @Test
    void aMetadataServerThatIsNotThereCostsASecondOnce() throws IOException {
        try (ServerSocket silent = new ServerSocket()) {
            // The fakes listen on every address; this one is more particular, so it is the one that hangs.
            silent.bind(new InetSocketAddress(InetAddress.ofLiteral("169.254.170.2"), 8081), 50);
            user.with("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.170.2:8081");
            user.write(".config/coffer/config.yaml", "token-hosts: 169.254.170.2:8081\n");
            assertThat(Files.setPosixFilePermissions(
                            user.path(".config/coffer/config.yaml"), PosixFilePermissions.fromString("rw-------")))
                    .exists();

            Result first = user.assertRefused(CloudWorld.ECR);
            assertThat(first.err()).contains("instance metadata");
            long start = System.nanoTime();
            Result second = user.assertRefused(CloudWorld.ECR);
            assertThat(second.err()).contains("s ago");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 429, 503})
    void aValidTokenOutlivesACloudThatIsDownAndNoLonger(int status) {
        Peers.require("faketime");
        logInToAws(alice);
        world.ecr.life(Duration.ofMinutes(3));
        String token = user.get(CloudWorld.ECR).getString("Secret");
        world.ecr.faults.answer(status, "{\"__type\":\"ServerException\"}", 1000);

        assertThat(getLater("+100s").succeeded().json().getString("Secret"))
                .as("past half of its life")
                .isEqualTo(token);
        assertThat(world.callsTo(CloudWorld.ECR_API)).as("it was tried").isGreaterThan(1);
        assertThat(getLater("+200s").failed().out())
                .as("past its end")
                .isNotEmpty()
                .doesNotContain("credentials not found");

        world.ecr.faults.none();
        assertThat(getLater("+100s").succeeded().json().getString("Secret")).isNotEqualTo(token);
    }

    @Test
    void halfAnswersTimeoutsAndRefusalsAreExplained() {
        logInToAws(alice);
        world.ecr.faults.half(true);
        user.assertRefused(CloudWorld.ECR);
        world.ecr.faults.none();
        world.ecr.deny(ALICE);
        assertThat(user.assertRefused(CloudWorld.ECR).err()).contains("AccessDenied");
        world.aws.skew(Duration.ofHours(2));
        assertThat(user.assertRefused(CloudWorld.ECR).err()).contains("clock");
    }

    @Test
    void aTokenThatHasEndedAlreadyIsNeverHandedOut() {
        logInToAws(alice);
        world.ecr.life(Duration.ofMinutes(-1));

        user.assertRefused(CloudWorld.ECR);
        assertThat(user.coffer("cache", "list", "--json").succeeded().out()).isEqualTo("[]\n");
    }

    @Test
    void noFailureTellsASecret() {
        AwsKeys.Key unknown =
                new AwsKeys.Key("AKIAUNKNOWNUNKNOWN00", "secret-key-canary-0123456789", "", alice.end(), BOB);
        logInToAws(unknown);
        Result aws = user.assertRefused(CloudWorld.ECR);
        logInToAzure();
        user.with("AZURE_CLIENT_SECRET", "wrong secret canary");
        Result azure = user.assertRefused(CloudWorld.ACR);

        assertThat(aws.all() + user.coffer("get", CloudWorld.ECR, "--explain").all())
                .doesNotContain("secret-key-canary");
        assertThat(azure.all() + user.coffer("get", CloudWorld.ACR, "--explain").all())
                .doesNotContain("wrong secret canary");
        new Canary("secret-key-canary-0123456789").assertAbsentFrom(user.home());
        new Canary("wrong secret canary").assertAbsentFrom(user.home());
    }

    // The cache

    @Test
    void aHundredAtATimeMakeOneCall() throws Exception {
        logInToAws(alice);
        world.ecr.faults.delay(Duration.ofMillis(500));
        List<Process> gets = new ArrayList<>();
        int count = user.delivery().isNative() ? 100 : 10;
        for (int i : IntStream.range(0, count).toArray()) {
            gets.add(user.start(
                    List.of("sh", "-c", "printf '" + CloudWorld.ECR + "' | docker-credential-coffer get > got" + i)));
        }
        for (Process get : gets) {
            assertThat(get.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(get.exitValue()).isZero();
        }

        assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(1);
        assertThat(IntStream.range(0, count).mapToObj(i -> user.read("got" + i)).distinct())
                .hasSize(1);
    }

    @Test
    void whoIsKilledInTheMiddleOfARefreshHarmsNobody() throws Exception {
        logInToAws(alice);
        world.ecr.faults.delay(Duration.ofSeconds(3));
        Process get =
                user.start(List.of("sh", "-c", "printf '" + CloudWorld.ECR + "' | exec docker-credential-coffer get"));
        while (world.callsTo(CloudWorld.ECR_API) == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
            assertThat(get.isAlive()).isTrue();
        }
        get.descendants().forEach(ProcessHandle::destroyForcibly);
        get.destroyForcibly();
        world.ecr.faults.none();

        assertThat(user.get(CloudWorld.ECR).getString("Username")).isEqualTo("AWS");
    }

    @Test
    void aDamagedCacheIsFetchedAnew() throws IOException {
        logInToAws(alice);
        user.get(CloudWorld.ECR);
        for (Path file : cached()) {
            Files.writeString(file, "damaged");
        }

        assertThat(user.get(CloudWorld.ECR).getString("Username")).isEqualTo("AWS");
        assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(2);
    }

    @Test
    void aCacheOfAnotherUserIsNotBelieved() throws IOException {
        Peers.requireRoot();
        logInToAws(alice);
        user.get(CloudWorld.ECR);
        for (Path file : cached()) {
            Files.setAttribute(file, "unix:uid", 12345);
        }

        user.get(CloudWorld.ECR);
        assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(2);
    }

    @Test
    void aLockedVaultDoesNotMatter() {
        user.store("registry.example", "alice", "in the vault");
        user.write("passphrase", "correct horse battery staple");
        user.with("COFFER_PASSPHRASE_FILE", user.path("passphrase").toString());
        user.coffer("vault", "protect", "--passphrase").succeeded();
        user.without("COFFER_PASSPHRASE_FILE");
        user.coffer("route", "add", "123456789012.*", "--use", "ecr").succeeded();
        logInToAws(alice);

        user.assertRefused("registry.example");
        user.get(CloudWorld.ECR);
        user.get(CloudWorld.ECR);
        assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(1);
    }

    @Test
    void theCacheIsListedAndCleared() {
        logInToAws(alice);
        user.get(CloudWorld.ECR);

        assertThat(user.coffer("cache", "list").succeeded().out())
                .contains(CloudWorld.ECR)
                .contains("ecr");
        assertThat(user.coffer("cache", "clear").succeeded().out()).contains("1");
        user.get(CloudWorld.ECR);
        assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(2);
    }

    // Under the names of the clouds' own helpers

    @Test
    void underTheNameOfEcrsHelperEverythingElseIsServedToo() throws IOException {
        Path helper = link("docker-credential-ecr-login");
        logInToAws(alice);

        assertThat(run(helper, "get", CloudWorld.ECR).succeeded().json().getString("Username"))
                .isEqualTo("AWS");
        Result stored = run(helper, "store", Sandbox.storeRequest(CloudWorld.ECR, "AWS", "x"))
                .succeeded();
        assertThat(stored.out()).isEmpty();
        assertThat(stored.err().lines()).hasSize(1);
        run(helper, "store", Sandbox.storeRequest("registry.example", "ada", "kept"))
                .succeeded();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("kept");
        assertThat(run(helper, "list", "").succeeded().json()).containsOnlyKeys("registry.example");
        user.with("AWS_ECR_DISABLE_CACHE", "1");
        run(helper, "get", CloudWorld.ECR).succeeded();
        assertThat(world.callsTo(CloudWorld.ECR_API)).isEqualTo(2);
    }

    @Test
    void theOtherNamesSpeakForTheirCloud() throws Exception {
        Path keyFile =
                user.write("key.json", JsonWriter.string(world.google.tokens().serviceAccount(PULLER)));
        user.with("GOOGLE_APPLICATION_CREDENTIALS", keyFile.toString());
        logInToAzure();

        for (String name : List.of("gcr", "gcloud")) {
            assertThat(run(link("docker-credential-" + name), "get", CloudWorld.GCR)
                            .succeeded()
                            .json())
                    .containsKey("Secret");
        }
        for (String name : List.of("acr-env", "acr-login")) {
            assertThat(run(link("docker-credential-" + name), "get", CloudWorld.ACR)
                            .succeeded()
                            .json())
                    .containsKey("Secret");
        }
    }

    @Test
    void debiansHelperGetsTheSameFromTheSameCloud() {
        Peers.require("docker-credential-ecr-login");
        logInToAws(alice);

        Result peer = user.run(CloudWorld.ECR, List.of("docker-credential-ecr-login", "get"))
                .succeeded();

        assertThat(world.ecr.accepts("AWS", peer.json().getString("Secret"))).isTrue();
        assertThat(peer.json().getString("Username"))
                .isEqualTo(user.get(CloudWorld.ECR).getString("Username"));
    }

    /** moto's tokens have always ended, in 2015: a cloud whose every answer has to be refused. */
    @Test
    void motosTokensArriveAndAreRefusedBecauseTheyHaveEnded() throws Exception {
        Peers.require("moto_server");
        int port = freePort();
        Process moto = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(user.path("moto.log").toFile())
                .start();
        try {
            awaitConnection(port);
            logInToAws(alice);
            user.with("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
            assertThat(user.assertRefused(CloudWorld.ECR).err()).contains("token-hosts");

            user.coffer("config", "set", "token-hosts", "127.0.0.1:" + port).succeeded();
            assertThat(user.assertRefused(CloudWorld.ECR).err()).contains("ended");
        } finally {
            moto.descendants().forEach(ProcessHandle::destroyForcibly);
            moto.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitConnection(int port) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError("moto does not listen");
    }

    private void pullsWork(String host) {
        String image = host + "/" + CloudWorld.IMAGE;
        assertThat(user.run(List.of("docker", "manifest", "inspect", image))
                        .succeeded()
                        .out())
                .contains("schemaVersion");
        user.run(List.of("skopeo", "copy", "docker://" + image, "dir:" + user.path("pulled")))
                .succeeded();
    }

    private void logInToAws(AwsKeys.Key key) {
        user.with("AWS_ACCESS_KEY_ID", key.id()).with("AWS_SECRET_ACCESS_KEY", key.secret());
    }

    private void logInToAzure() {
        world.entra.secret(CLIENT, CLIENT_SECRET);
        user.with("AZURE_TENANT_ID", CloudWorld.TENANT)
                .with("AZURE_CLIENT_ID", CLIENT)
                .with("AZURE_CLIENT_SECRET", CLIENT_SECRET);
    }

    /** A look-up by a program whose clock is ahead. */
    private Result getLater(String ahead) {
        return user.run(
                CloudWorld.ECR,
                List.of(
                        "faketime",
                        "-f",
                        ahead,
                        user.delivery().program("docker-credential-coffer").toString(),
                        "get"));
    }

    /** Whose token a look-up gives now. */
    private String owner() {
        String token = user.get(CloudWorld.ECR).getString("Secret");
        return world.ecr.issued().stream()
                .filter(issued -> issued.password().equals(token))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    private List<Path> cached() throws IOException {
        try (var files = Files.list(user.data().resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".age")).toList();
        }
    }

    private Path link(String name) throws IOException {
        Path bin = Files.createDirectories(user.path("bin"));
        return Files.createSymbolicLink(bin.resolve(name), user.delivery().program("coffer"));
    }

    private Result run(Path helper, String action, String stdin) {
        return user.run(stdin, List.of(helper.toString(), action));
    }
}
