package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.coffer.registry.fixture.TestRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Coffer with its logins in the desktop's keyring or in pass, beside Docker's own helpers for these. */
@ParameterizedClass
@ValueSource(strings = {"secretservice", "pass"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeystoreUseTest {
    private static final String SERVER = "registry.example:5000";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private String store;

    @SuppressWarnings("NullAway.Init")
    private Desktop desktop;

    @BeforeEach
    void choose() throws Exception {
        Peers.require("docker-credential-" + store);
        desktop = Desktop.start(user);
        PassStore.create(user);
        user.coffer("config", "set", "store", store).succeeded();
    }

    @AfterEach
    void end() {
        PassStore.stop(user);
        desktop.close();
    }

    @Test
    void dockerAndSkopeoKeepTheirLoginsThere() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl", "docker", "skopeo");
        user.write(".docker/config.json", "{\"credsStore\": \"coffer\"}");
        user.write(
                ".config/containers/registries.conf.d/50-coffer.conf",
                "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
        user.write(".config/containers/policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}\n");
        user.with("DOCKER_HOST", "unix://" + user.path("no-engine.sock"));
        try (TestRegistry registry = user.startRegistry(TestRegistry.Kind.HTPASSWD_TLS)) {
            String image = registry.address() + "/team/app:1";
            user.run(
                            TestRegistry.PASSWORD + "\n",
                            List.of("docker", "login", "-u", TestRegistry.USER, "--password-stdin", registry.address()))
                    .succeeded();
            TinyImage.write(user.path("image"));
            user.run(List.of("skopeo", "copy", "dir:" + user.path("image"), "docker://" + image))
                    .succeeded();
            user.run(List.of("docker", "manifest", "inspect", image)).succeeded();
            JsonObject theirs = theirs("get", registry.address()).succeeded().json();
            assertThat(theirs.getString("Username")).isEqualTo(TestRegistry.USER);
            assertThat(theirs.getString("Secret")).isEqualTo(TestRegistry.PASSWORD);
            new Canary(TestRegistry.PASSWORD).assertAbsentFrom(user.home());

            user.run(List.of("docker", "logout", registry.address())).succeeded();
            user.run(List.of("docker", "manifest", "inspect", image)).failed();
            assertThat(theirs("list", "").succeeded().json()).isEmpty();
        }
        assertNoVault();
    }

    @Test
    void dockersHelperReadsWhatIsStoredHere() {
        user.store(SERVER, "ada", "pä\"ss <&> word");
        user.store("https://index.docker.io/v1/", "bob", "two\nlines");
        assertThat(theirs("get", SERVER).succeeded().out())
                .isEqualTo(user.helper("get", SERVER).succeeded().out());
        assertThat(theirs("get", "https://index.docker.io/v1/")
                        .succeeded()
                        .json()
                        .getString("Secret"))
                .isEqualTo("two\nlines");
        assertThat(theirs("list", "").succeeded().json())
                .isEqualTo(Map.of(SERVER, "ada", "https://index.docker.io/v1/", "bob"));

        theirs("erase", SERVER).succeeded();
        user.assertNotFound(SERVER);
        assertNoVault();
    }

    @Test
    void whatDockersHelperStoredIsReadHere() {
        theirs("store", Sandbox.storeRequest(SERVER, "ada", "pä\"ss <&> word")).succeeded();
        theirs("store", Sandbox.storeRequest("https://index.docker.io/v1/", "bob", "s3cret"))
                .succeeded();
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("pä\"ss <&> word");
        assertThat(user.get("docker.io").getString("Username")).isEqualTo("bob");
        assertThat(user.get("https://" + SERVER + "/v2/").getString("Username"))
                .as("in every spelling")
                .isEqualTo("ada");
        assertThat(user.helper("list", "").succeeded().json())
                .isEqualTo(Map.of(SERVER, "ada", "https://index.docker.io/v1/", "bob"));
        assertThat(user.coffer("get", SERVER).succeeded().out()).contains(store);

        user.helper("erase", "docker.io").succeeded();
        user.helper("erase", SERVER).succeeded();
        assertThat(theirs("list", "").succeeded().json()).isEmpty();
    }

    @Test
    void theSystemsOwnToolShowsTheSecret() {
        user.store(SERVER, "ada", "s3cret");
        List<String> tool = store.equals("pass")
                // echo -n registry.example:5000 | base64
                ? List.of("pass", "show", "docker-credential-helpers/cmVnaXN0cnkuZXhhbXBsZTo1MDAw/ada")
                : List.of("secret-tool", "lookup", "docker_cli", "1", "server", SERVER, "username", "ada");
        assertThat(user.run(tool).succeeded().out()).isEqualTo("s3cret");
    }

    @Test
    void severalAccountsTakeTurnsAndDockersHelperSeesTheActiveOne() {
        user.store(SERVER, "ada", "one");
        user.store(SERVER, "bob", "two");
        assertThat(theirs("get", SERVER).succeeded().json().getString("Username"))
                .isEqualTo("bob");
        assertThat(user.coffer("list").succeeded().out()).contains("ada", "bob");

        user.coffer("use", SERVER, "ada").succeeded();
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("one");
        assertThat(theirs("get", SERVER).succeeded().json().getString("Secret")).isEqualTo("one");
        user.coffer("logout", SERVER, "-u", "ada").succeeded();
        user.assertNotFound(SERVER);
        user.coffer("use", SERVER, "bob").succeeded();
        assertThat(user.get(SERVER).getString("Secret")).isEqualTo("two");
        user.helper("erase", SERVER).succeeded();
        assertThat(user.coffer("list", "--json").succeeded().out().strip()).isEqualTo("[]");
        assertNoVault();
    }

    @Test
    void lockedIsSaidToBeLockedAndNeverNotFound() throws Exception {
        if (store.equals("pass")) {
            PassStore.stop(user);
            user.run(List.of(
                            "rm",
                            "-rf",
                            user.path("gnupg").toString(),
                            user.path(".password-store").toString()))
                    .succeeded();
            PassStore.createLocked(user);
            user.store(SERVER, "ada", "s3cret");
        } else {
            user.store(SERVER, "ada", "s3cret");
            desktop.stopKeyring();
            desktop.startLockedKeyring();
        }
        Result refused = user.assertRefused(SERVER);
        assertThat(refused.out()).contains("locked");
        assertThat(refused.err().lines()).as("the line and its remedy").hasSize(2);
        assertThat(user.coffer("get", SERVER, "--secret").failed().out()).isEmpty();
        if (!store.equals("pass")) {
            user.helper("erase", SERVER).failed();
            desktop.stopKeyring();
            desktop.startKeyring();
            assertThat(user.get(SERVER).getString("Secret")).isEqualTo("s3cret");
        }
        assertNoVault();
    }

    @Test
    void manyProcessesAtOnceLoseNothing() throws Exception {
        // They wait for each other; that many cold JVMs would do so for minutes.
        int processes = user.delivery().isNative() ? 64 : 16;
        Map<String, String> expected = new TreeMap<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(processes)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                // Each server has two writers, of which one wins.
                String server = "r" + i / 2 + ".example";
                String username = "user" + i % 2;
                expected.put(server, "");
                all.add(workers.submit(() -> user.store(server, username, "secret of " + username)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        JsonObject listed = user.helper("list", "").succeeded().json();
        assertThat(listed.keySet()).isEqualTo(expected.keySet());
        listed.forEach((server, username) ->
                assertThat(user.get(server).getString("Secret")).isEqualTo("secret of " + username));
        assertThat(user.coffer("list").succeeded().out().lines().filter(line -> line.contains(".example")))
                .as("the accounts of those who came first stay")
                .hasSize(processes);
    }

    private Result theirs(String action, String stdin) {
        return user.run(stdin, List.of("/usr/bin/docker-credential-" + store, action));
    }

    private void assertNoVault() {
        assertThat(user.picture().keySet())
                .as("nothing wandered into the vault")
                .noneMatch(path -> path.contains("coffer/vault"));
    }
}
