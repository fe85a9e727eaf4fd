package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything moves from one keystore to another, and nothing is lost. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MigrateTest {
    /** In normal runs a JVM, which takes eight seconds each, adds to the native program's. */
    private static final int KILLS =
            Boolean.getBoolean("coffer.long") ? 200 : Delivery.underTest().isNative() ? 12 : 6;

    private static final String ENVELOPE = "coffer-secret 1 text\nid myapp/prod/db\nmeta owner=ada\n\nthe database's";
    private static final String HUB = "https://index.docker.io/v1/";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @SuppressWarnings("NullAway.Init")
    private Desktop desktop;

    @BeforeEach
    void start() throws Exception {
        desktop = Desktop.start(user);
        PassStore.create(user);
    }

    @AfterEach
    void end() {
        PassStore.stop(user);
        desktop.close();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "vault, secretservice",
        "vault, pass",
        "secretservice, vault",
        "secretservice, pass",
        "pass, vault",
        "pass, secretservice"
    })
    void loginsAccountsAndOtherSecretsMove(String from, String to) {
        putOtherSecret(from);
        choose(from);
        user.store(HUB, "ada", "hub's");
        user.store("registry.example:5000", "ada", "one\nline feed\n");
        user.store("registry.example:5000", "bob", "two");
        user.store("registry.example/team", "<token>", "identity token");
        Map<String, String> before = logins(from);
        assertThat(before).hasSize(4);

        Result plan =
                user.coffer("migrate", "--from", from, "--to", to, "--dry-run").succeeded();
        assertThat(plan.out()).contains("registry.example:5000 as ada (not active)", "myapp/prod/db", "5 of 5");
        assertThat(logins(to)).as("a dry run moves nothing").isEmpty();
        assertThat(logins(from)).isEqualTo(before);

        assertThat(user.coffer("migrate", "--from", from, "--to", to)
                        .succeeded()
                        .out())
                .contains("5 of 5");
        assertThat(logins(from)).isEmpty();
        assertThat(logins(to)).isEqualTo(before);
        assertThat(user.get("docker.io").getString("Secret")).isEqualTo("hub's");
        if (!to.equals("vault")) {
            assertThat(otherSecret(to)).isEqualTo(ENVELOPE);
        }

        var after = user.picture();
        assertThat(user.coffer("migrate", "--from", from, "--to", to)
                        .succeeded()
                        .out())
                .contains("0 of 0");
        if (!to.equals("secretservice")) {
            assertThat(Tree.picture(user.path(".password-store"))).isEqualTo(sub(after, ".password-store"));
        }
        assertThat(logins(to)).isEqualTo(before);
    }

    @Test
    void aSecretOfTheVaultComesBackAsItWas() {
        putOtherSecret("vault");
        user.coffer("migrate", "--from", "vault", "--to", "secretservice").succeeded();
        assertThat(otherSecret("secretservice")).isEqualTo(ENVELOPE);
    }

    @Test
    void whoeverMovesFromTheChosenStoreIsToldThatDockerStillAsksIt() {
        user.store("registry.example", "ada", "s3cret");
        assertThat(user.coffer("migrate", "--from", "vault", "--to", "pass")
                        .succeeded()
                        .all())
                .contains("coffer config set store pass");
        choose("pass");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void whatTheTargetHasOtherwiseStaysAndIsNamedAndTheRestMoves() {
        user.store("registry.example", "ada", "the vault's");
        user.store("other.example", "ada", "free to move");
        choose("pass");
        user.store("registry.example", "ada", "pass's");

        Result result =
                user.coffer("migrate", "--from", "vault", "--to", "pass").failed();
        assertThat(result.err()).contains("registry.example as ada stays in vault", "another secret");
        assertThat(logins("vault")).isEqualTo(Map.of("registry.example ada active", "the vault's"));
        assertThat(logins("pass"))
                .isEqualTo(Map.of("registry.example ada active", "pass's", "other.example ada active", "free to move"));
    }

    @Test
    void theTargetsActiveLoginStaysTheActiveOne() {
        user.store("registry.example", "ada", "the vault's");
        choose("pass");
        user.store("registry.example", "bob", "pass's");
        user.coffer("migrate", "--from", "vault", "--to", "pass").succeeded();
        assertThat(logins("pass"))
                .isEqualTo(Map.of("registry.example bob active", "pass's", "registry.example ada", "the vault's"));
    }

    @Test
    void whatTheTargetCannotKeepStaysAndTheRestMoves() {
        String longName = "registry.example/" + "team/".repeat(40) + "app";
        user.store(longName, "ada", "too long for a file name");
        user.store("registry.example", "ada", "s3cret");
        user.store("zoo.example", "..", "a name that is no file's");

        Result result =
                user.coffer("migrate", "--from", "vault", "--to", "pass").failed();
        assertThat(result.err()).contains("stays in vault", "too long", "zoo.example as .. stays");
        assertThat(logins("vault"))
                .isEqualTo(Map.of(
                        longName + " ada active",
                        "too long for a file name",
                        "zoo.example .. active",
                        "a name that is no file's"));
        assertThat(logins("pass")).isEqualTo(Map.of("registry.example ada active", "s3cret"));
    }

    /** Docker's helpers keep several users of a server, and several spellings, though they answer with one. */
    @ParameterizedTest
    @ValueSource(strings = {"secretservice", "pass"})
    void everyUserThatDockersHelperStoredMoves(String from) throws Exception {
        Peers.require("docker-credential-" + from);
        theirs(from, "registry.example", "zoe", "oldest");
        // The keyring counts time in seconds.
        TimeUnit.MILLISECONDS.sleep(1100);
        theirs(from, "registry.example", "ada", "older");
        TimeUnit.MILLISECONDS.sleep(1100);
        theirs(from, "https://registry.example", "bob", "newest");

        user.coffer("migrate", "--from", from, "--to", "vault").succeeded();
        assertThat(logins("vault").values()).containsExactlyInAnyOrder("oldest", "older", "newest");
        choose("vault");
        assertThat(user.get("registry.example").getString("Username")).isEqualTo("bob");
        assertThat(user.run(List.of("/usr/bin/docker-credential-" + from, "list"))
                        .succeeded()
                        .out())
                .isEqualTo("{}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretservice", "pass"})
    void aTargetThatDoesNotAnswerLosesNothing(String to) {
        user.store("registry.example", "ada", "s3cret");
        if (to.equals("pass")) {
            user.with("PASSWORD_STORE_DIR", user.path("nowhere").toString());
        } else {
            desktop.stopBus();
        }
        Result result = user.coffer("migrate", "--from", "vault", "--to", to).failed();
        assertThat(result.err().lines())
                .as("the reason and the remedy: %s", result)
                .hasSizeGreaterThan(1);
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void fromALockedStoreNothingMovesAndItIsSaid() throws Exception {
        choose("secretservice");
        user.store("registry.example", "ada", "s3cret");
        desktop.stopKeyring();
        desktop.startLockedKeyring();
        assertThat(user.coffer("migrate", "--from", "secretservice", "--to", "vault")
                        .failed()
                        .err())
                .contains("locked");
        desktop.stopKeyring();
        desktop.startKeyring();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void wrongNamesAreRefused() {
        assertThat(user.coffer("migrate", "--from", "vault", "--to", "nonsense")
                        .failed()
                        .err())
                .contains("nonsense", "vault, secretservice, pass");
        user.coffer("migrate", "--from", "vault", "--to", "vault").failedWith(2);
        user.coffer("migrate", "--from", "vault", "--to", "config.json").failedWith(2);
        user.coffer("migrate", "--from", "vault").failedWith(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault", "secretservice", "pass"})
    void plainTextMovesOutOfConfigJson(String to) {
        String auth = Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8));
        String config = "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth + "\"}},\"detachKeys\":\"ctrl-x\"}";
        user.write(".docker/config.json", config);
        if (!to.equals("vault")) {
            assertThat(user.coffer("migrate", "--from", "config.json", "--to", to)
                            .failed()
                            .err())
                    .contains("coffer config set store " + to);
            choose(to);
        }
        user.coffer("migrate", "--from", "config.json", "--to", to, "--dry-run").succeeded();
        assertThat(user.read(".docker/config.json")).isEqualTo(config);

        user.coffer("migrate", "--from", "config.json", "--to", to).succeeded();
        assertThat(user.read(".docker/config.json"))
                .doesNotContain(auth)
                .contains("ctrl-x", "\"credsStore\"", "\"coffer\"");
        assertThat(logins(to)).isEqualTo(Map.of("registry.example ada active", "s3cret"));
        String moved = user.read(".docker/config.json");
        user.coffer("migrate", "--from", "config.json", "--to", to).succeeded();
        assertThat(user.read(".docker/config.json")).isEqualTo(moved);
    }

    /** Set-up keeps the file as it was in the vault, and looks for it there. */
    @Test
    void theOriginalsOfSetupStayWhereUndoLooksForThem() {
        String auth = Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8));
        String config = "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth + "\"}},\"credsStore\":\"\"}";
        user.write(".docker/config.json", config);
        user.coffer("migrate", "--from", "config.json", "--to", "vault").succeeded();
        assertThat(user.coffer("migrate", "--from", "vault", "--to", "pass")
                        .succeeded()
                        .out())
                .contains("1 of 1");
        choose("pass");
        user.coffer("setup", "--undo", "--plain-text").succeeded();
        assertThat(user.read(".docker/config.json")).isEqualTo(config);
    }

    @Test
    void killedAtAnyMomentNothingIsLostAndAnotherRunGoesOn() throws Exception {
        user.store(HUB, "ada", "hub's");
        for (int i = 0; i < 3; i++) {
            user.store("r" + i + ".example", "ada", "first of " + i);
            user.store("r" + i + ".example", "bob", "second of " + i);
        }
        putOtherSecret("secretservice");
        user.coffer("migrate", "--from", "secretservice", "--to", "vault").succeeded();
        Map<String, String> all = logins("vault");
        List<String> cycle = List.of("vault", "pass", "secretservice");
        long limit = TimeUnit.MILLISECONDS.toNanos(user.delivery().isNative() ? 400 : 1500);
        Random random = new Random(4);
        int finished = 0;
        int kills = 0;
        while (kills < KILLS) {
            String from = cycle.get(finished % 3);
            String to = cycle.get((finished + 1) % 3);
            Process migrate = user.start(
                    List.of(user.delivery().program("coffer").toString(), "migrate", "--from", from, "--to", to));
            if (migrate.waitFor(random.nextLong(limit), TimeUnit.NANOSECONDS)) {
                assertThat(migrate.exitValue()).as("%s to %s", from, to).isZero();
                finished++;
                continue;
            }
            migrate.destroyForcibly().waitFor();
            kills++;
            Map<String, String> there = logins(from);
            logins(to)
                    .forEach((login, secret) -> there.merge(login, secret, (one, other) -> {
                        assertThat(one).as("both copies of %s", login).isEqualTo(other);
                        return one;
                    }));
            assertThat(there).as("after kill %d, %s to %s", kills, from, to).isEqualTo(all);
        }
        String last = cycle.get((finished + 1) % 3);
        user.coffer("migrate", "--from", cycle.get(finished % 3), "--to", last).succeeded();
        assertThat(logins(last)).isEqualTo(all);
        if (!last.equals("pass")) {
            user.coffer("migrate", "--from", last, "--to", "pass").succeeded();
        }
        assertThat(otherSecret("pass")).isEqualTo(ENVELOPE);
    }

    private void choose(String store) {
        user.coffer("config", "set", "store", store).succeeded();
    }

    private void theirs(String store, String server, String username, String secret) {
        user.run(
                        Sandbox.storeRequest(server, username, secret),
                        List.of("/usr/bin/docker-credential-" + store, "store"))
                .succeeded();
    }

    /** A secret that is no login, put there with the system's own tool; the vault has none, it is moved there. */
    private void putOtherSecret(String store) {
        List<String> tool = store.equals("secretservice")
                ? List.of(
                        "secret-tool",
                        "store",
                        "--label=Coffer: myapp/prod/db",
                        "coffer",
                        "secret",
                        "id",
                        "myapp/prod/db")
                : List.of("pass", "insert", "--multiline", "coffer/myapp/prod/db");
        user.run(ENVELOPE, tool).succeeded();
        if (store.equals("vault")) {
            user.coffer("migrate", "--from", "pass", "--to", "vault").succeeded();
        }
    }

    private String otherSecret(String store) {
        return user.run(
                        store.equals("secretservice")
                                ? List.of("secret-tool", "lookup", "coffer", "secret", "id", "myapp/prod/db")
                                : List.of("pass", "show", "coffer/myapp/prod/db"))
                .succeeded()
                .out();
    }

    /** Each login with its secret. Chooses the store, and leaves it chosen. */
    private Map<String, String> logins(String store) {
        choose(store);
        Map<String, String> logins = new TreeMap<>();
        Result result = user.coffer("list", "--json").succeeded();
        JsonArray listed;
        try {
            listed = JsonParser.array().from(result.out());
        } catch (JsonParserException e) {
            throw new AssertionError("no JSON array from " + result, e);
        }
        for (Object each : listed) {
            JsonObject login = (JsonObject) each;
            String server = login.getString("server");
            String username = login.getString("username");
            String secret = user.coffer("get", server, "--username", username, "--secret")
                    .succeeded()
                    .out();
            logins.put(server + " " + username + (login.getBoolean("active") ? " active" : ""), secret);
        }
        return logins;
    }

    private static Map<String, String> sub(Map<String, String> picture, String folder) {
        Map<String, String> sub = new TreeMap<>();
        picture.forEach((path, what) -> {
            if (path.equals(folder)) {
                sub.put("", what);
            } else if (path.startsWith(folder + "/")) {
                sub.put(path.substring(folder.length() + 1), what);
            }
        });
        return sub;
    }
}
