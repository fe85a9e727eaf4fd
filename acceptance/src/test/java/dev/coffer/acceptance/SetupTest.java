package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code coffer setup} in a home of its own: what it changes, what it must not, and the way back. */
class SetupTest {
    private static final String CONFIG = ".docker/config.json";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    private final Canary canary = Canary.fresh();

    /** Root's PATH seldom has ~/.local/bin; without it set-up would write to the machine's own /usr/local/bin. */
    @BeforeEach
    void localBinIsOnThePath() {
        user.write(".profile", "PATH=\"$HOME/.local/bin:$PATH\"\n");
        user.with("PATH", user.path(".local/bin") + ":/usr/local/bin:/usr/bin:/bin");
    }

    private String auth(String username) {
        return Base64.getEncoder().encodeToString((username + ":" + canary.secret()).getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject config() {
        try {
            return JsonParser.object().from(user.read(CONFIG));
        } catch (JsonParserException e) {
            throw new AssertionError("config.json is no JSON object any more", e);
        }
    }

    private void assertNoSecretInClear() {
        canary.assertAbsentFrom(user.home());
    }

    @Test
    void aPlainTextLoginMovesIntoTheVault() throws IOException {
        user.write(
                CONFIG,
                "{\n\t\"zeta\": {\"unknown\": [1, 2.50]},\n\t\"auths\": {\n\t\t\"registry.example\": {\"auth\": \""
                        + auth("ada") + "\"},\n\t\t\"https://index.docker.io/v1/\": {\"auth\": \"" + auth("bob")
                        + "\"}\n\t},\n\t\"detachKeys\": \"ctrl-e\"\n}\n");
        Files.setPosixFilePermissions(user.path(CONFIG), PosixFilePermissions.fromString("rw-r-----"));

        Result setup = user.coffer("setup").succeeded();
        canary.assertAbsentFrom(setup);
        assertThat(setup.out()).contains("registry.example").contains("config.json");

        JsonObject config = config();
        assertThat(config.getString("credsStore")).isEqualTo("coffer");
        assertThat(config.getString("detachKeys")).isEqualTo("ctrl-e");
        assertThat(user.read(CONFIG)).as("unknown keys survive as they were").contains("2.50");
        assertThat(config.keySet()).startsWith("zeta", "auths");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(user.path(CONFIG))))
                .isEqualTo("rw-r-----");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo(canary.secret());
        assertThat(user.get("docker.io").getString("Username")).isEqualTo("bob");
        assertNoSecretInClear();
    }

    @Test
    void theProgramIsInstalledAsACopyThatRuns() throws IOException {
        user.coffer("setup").succeeded();
        for (String program : List.of("coffer", "docker-credential-coffer")) {
            Path installed = user.path(".local/bin").resolve(program);
            assertThat(installed).isExecutable();
            assertThat(installed.toRealPath()).as("no link into the clone").startsWith(user.home());
            user.run(List.of(installed.toString(), "version")).succeeded();
        }
    }

    @Test
    void podmanAndSkopeoAreServedByADropIn() throws IOException {
        user.coffer("setup").succeeded();
        List<Path> dropIns = Tree.files(user.path(".config/containers/registries.conf.d"));
        assertThat(dropIns).hasSize(1);
        assertThat(Files.readString(dropIns.getFirst()).replaceAll("\\s", ""))
                .contains("credential-helpers=[\"coffer\",\"containers-auth.json\"]");
        assertThat(user.path(".config/containers/registries.conf"))
                .as("it would hide the system's")
                .doesNotExist();
    }

    @Test
    void aDryRunPrintsThePlanAndChangesNothing() {
        user.write(CONFIG, "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth("ada") + "\"}}}");
        var before = user.picture();
        Result plan = user.coffer("setup", "--dry-run").succeeded();
        assertThat(plan.out())
                .contains("registry.example")
                .contains("credsStore")
                .contains(".local/bin");
        canary.assertAbsentFrom(plan);
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void theSecondRunChangesNothing() {
        user.write(CONFIG, "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth("ada") + "\"}}}");
        user.coffer("setup").succeeded();
        var before = user.picture();
        user.coffer("setup").succeeded();
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void onAnEmptyHomeItNeedsNothingAndAsksNothing() {
        user.coffer("setup").succeeded();
        assertThat(config().getString("credsStore")).isEqualTo("coffer");
        user.store("registry.example", "ada", "s3cret");
    }

    @Test
    void aSymbolicLinkStaysOne() throws IOException {
        Path target = user.write("dotfiles/docker.json", "{\"auths\":{}}");
        Files.createDirectories(user.path(".docker"));
        Files.createSymbolicLink(user.path(CONFIG), target);
        user.coffer("setup").succeeded();
        assertThat(user.path(CONFIG)).isSymbolicLink();
        assertThat(target).content().contains("coffer");
    }

    @Test
    void theOldDockercfgMovesToo() {
        user.write(
                ".dockercfg", "{\"https://index.docker.io/v1/\":{\"auth\":\"" + auth("ada") + "\",\"email\":\"a@b\"}}");
        user.coffer("setup").succeeded();
        assertThat(user.get("docker.io").getString("Secret")).isEqualTo(canary.secret());
        assertNoSecretInClear();
    }

    @Test
    void undoTakesCredsStoreAwayAndLeavesTheCredentialsInTheVault() {
        user.write(CONFIG, "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth("ada") + "\"}}}");
        user.coffer("setup").succeeded();
        Result undone = user.coffer("setup", "--undo", "--plain-text").succeeded();
        canary.assertAbsentFrom(undone);
        assertThat(config().has("credsStore")).isFalse();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo(canary.secret());
    }

    @Test
    void undoRefusesToStrandALoginMadeSince() throws IOException {
        user.write(CONFIG, "{\"auths\":{}}");
        user.coffer("setup").succeeded();
        user.store("later.example", "ada", canary.secret());
        String before = user.read(CONFIG);
        Result refused = user.coffer("setup", "--undo").failed();
        assertThat(refused.err())
                .contains("later.example")
                .contains("--plain-text")
                .contains("--export");
        assertThat(user.read(CONFIG)).isEqualTo(before);

        Path export = user.path("export.json");
        user.coffer("setup", "--undo", "--export", export.toString()).succeeded();
        assertThat(config().has("credsStore")).isFalse();
        assertThat(Files.readString(export)).contains("later.example").contains(auth("ada"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");
    }

    @Test
    void undoWithoutASetupChangesNothing() {
        user.write(CONFIG, "{\"credsStore\":\"pass\"}");
        var before = user.picture();
        user.coffer("setup", "--undo");
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void anEarlierCredsStoreStaysReadableAsTheLastRoute() {
        Peers.require("pass", "gpg", "docker-credential-pass");
        PassStore.create(user);
        user.run(
                        Sandbox.storeRequest("old.example", "ada", canary.secret()),
                        List.of("docker-credential-pass", "store"))
                .succeeded();
        user.write(CONFIG, "{\"credsStore\":\"pass\",\"credHelpers\":{\"gcr.example\":\"gcloud\"}}");

        user.coffer("setup").succeeded();
        assertThat(config().getString("credsStore")).isEqualTo("coffer");
        assertThat(config().getObject("credHelpers").getString("gcr.example")).isEqualTo("gcloud");
        assertThat(user.get("old.example").getString("Secret")).isEqualTo(canary.secret());
        assertNoSecretInClear();

        user.coffer("setup", "--undo").succeeded();
        assertThat(config().getString("credsStore")).isEqualTo("pass");
        PassStore.stop(user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\":{},}",
                "{\"auths\":{}",
                "not json",
                "[]",
                "{\"credsStore\":7}",
            })
    void aMalformedConfigIsRefusedAndLeftAlone(String malformed) {
        user.write(CONFIG, malformed);
        Result refused = user.coffer("setup").failed();
        assertThat(refused.err()).contains("config.json").doesNotContain("Exception");
        assertThat(user.read(CONFIG)).isEqualTo(malformed);
        assertThat(user.path(".local/bin/coffer")).doesNotExist();
    }

    @Test
    void anEntryThatCannotBeReadStaysAsItIsAndIsNamed() {
        user.write(
                CONFIG,
                "{\"auths\":{\"bad.example\":{\"auth\":\"%%%\"},\"registry.example\":{\"auth\":\"" + auth("ada")
                        + "\"}}}");
        assertThat(user.coffer("setup").succeeded().all()).contains("bad.example");
        assertThat(config().getObject("auths").getObject("bad.example").getString("auth"))
                .isEqualTo("%%%");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo(canary.secret());
    }

    @Test
    void aTrailingCommaIsNamedWithItsPlace() {
        user.write(CONFIG, "{\n  \"auths\": {\n    \"registry.example\": {},\n  }\n}\n");
        assertThat(user.coffer("setup").failed().err()).contains("line 3").contains("comma");
    }

    @Test
    void aConfigThatIsAFolderIsRefused() throws IOException {
        Files.createDirectories(user.path(CONFIG));
        assertThat(user.coffer("setup").failed().err()).contains("config.json");
        assertThat(user.path(CONFIG)).isEmptyDirectory();
    }

    @Test
    void aDanglingLinkSurvives() throws IOException {
        Files.createDirectories(user.path(".docker"));
        Files.createSymbolicLink(user.path(CONFIG), user.path("gone/config.json"));
        Result result = user.coffer("setup").failed();
        assertThat(result.err()).contains("config.json");
        assertThat(user.path(CONFIG)).isSymbolicLink();
    }

    @Test
    void aConfigOfAnotherUserIsRefused() {
        Peers.requireRoot();
        user.write(CONFIG, "{\"auths\":{}}");
        user.run(List.of("chown", "-R", "54321:54321", user.path(".docker").toString()))
                .succeeded();
        assertThat(user.coffer("setup").failed().err()).contains("config.json");
        assertThat(user.read(CONFIG)).isEqualTo("{\"auths\":{}}");
    }

    @Test
    void aReadOnlyFileSystemIsNamedAndNothingIsMoved() throws IOException {
        Files.createDirectories(user.path(".docker"));
        try (Mount mount = new Mount(user, user.path(".docker"), "64k")) {
            user.write(CONFIG, "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth("ada") + "\"}}}");
            mount.makeReadOnly();
            Result refused = user.coffer("setup").failed();
            assertThat(refused.err()).contains("config.json").containsIgnoringCase("read-only");
            canary.assertAbsentFrom(refused);
        }
    }

    @Test
    void rootWhosePathLacksLocalBinGetsALinkInUsrLocalBin() throws IOException {
        Peers.requireRoot();
        Files.delete(user.path(".profile"));
        String script =
                "mount -t tmpfs tmpfs /usr/local/bin && '" + user.delivery().program("coffer")
                        + "' setup && docker-credential-coffer version && coffer setup --undo && ! ls /usr/local/bin/*coffer";
        user.with("PATH", "/usr/local/bin:/usr/bin:/bin");
        assertThat(user.run(List.of("unshare", "--mount", "sh", "-c", script))
                        .succeeded()
                        .out())
                .contains("docker-credential-coffer (");
    }

    @Test
    void forAllUsersItInstallsInUsrLocal() throws IOException {
        Peers.requireRoot();
        Files.delete(user.path(".profile"));
        String script = "mount -t tmpfs tmpfs /usr/local && mkdir -p /etc/containers && "
                + "mount -t tmpfs tmpfs /etc/containers && '" + user.delivery().program("coffer")
                + "' setup --system && "
                + "/usr/local/bin/docker-credential-coffer version && grep -r credential-helpers /etc/containers && "
                + "ls -d /usr/local/lib/coffer/*";
        user.with("PATH", "/usr/local/bin:/usr/bin:/bin");
        assertThat(user.run(List.of("unshare", "--mount", "sh", "-c", script))
                        .succeeded()
                        .out())
                .contains("docker-credential-coffer (")
                .contains("\"coffer\", \"containers-auth.json\"");
        assertThat(user.path(".local/bin")).doesNotExist();
    }

    /** The main job, as a user does it: one command, then every client works and nothing is in clear. */
    @Test
    void afterOneCommandDockerSkopeoAndPodmanKeepTheirLoginsEncrypted() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "docker", "skopeo", "podman");
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
            user.with("DOCKER_HOST", "unix://" + user.path("no-engine.sock"));
            user.coffer("setup").succeeded();
            Canary password = new Canary(TestRegistry.PASSWORD);
            for (String client : List.of("docker", "skopeo", "podman")) {
                user.run(
                                TestRegistry.PASSWORD,
                                List.of(
                                        client,
                                        "login",
                                        "-u",
                                        TestRegistry.USER,
                                        "--password-stdin",
                                        registry.address()))
                        .succeeded();
                assertThat(user.get(registry.address()).getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
                password.assertAbsentFrom(user.home());
                user.run(List.of(client, "logout", registry.address())).succeeded();
                user.assertNotFound(registry.address());
            }
        }
    }
}
