package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.coffer.registry.fixture.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no registry: list, get, erase, use, import, ci, version. */
class CommandsTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    private JsonArray list() {
        Result result = user.coffer("list", "--json").succeeded();
        try {
            return JsonParser.array().from(result.out());
        } catch (JsonParserException e) {
            throw new AssertionError("no JSON array from " + result, e);
        }
    }

    @Test
    void versionIsOneLineAndTheSameAsTheHelpers() {
        String version = user.coffer("version").succeeded().out();
        assertThat(version).matches("coffer \\S+.*\n").hasLineCount(1);
        String number = version.strip().split(" ", -1)[1].replaceFirst("^v", "");
        assertThat(user.helper("version", "").succeeded().out()).contains(number);
    }

    @Test
    void withoutACommandThereIsUsageAndStatusTwo() {
        Result result = user.coffer().failedWith(2);
        assertThat(result.all()).contains("setup").contains("login").contains("list");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(user.coffer("frobnicate").failedWith(2).err()).contains("frobnicate");
        assertThat(user.coffer("list", "--frobnicate").failedWith(2).err()).contains("--frobnicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup", "login", "logout", "list", "get", "erase", "use", "import", "ci", "version"})
    void everyCommandExplainsItself(String command) {
        assertThat(user.coffer(command, "--help").succeeded().out())
                .contains("Usage:")
                .contains(command);
    }

    @Test
    void listIsEmptyOnAnEmptyHomeAndCreatesNothing() {
        var before = user.picture();
        assertThat(list()).isEmpty();
        user.coffer("list").succeeded();
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void listShowsWhatIsStoredWithoutSecrets() {
        Canary canary = Canary.fresh();
        user.store("registry.example:5000", "ada", canary.secret());
        user.store("https://index.docker.io/v1/", "bob", canary.secret());

        JsonArray rows = list();
        assertThat(rows).hasSize(2);
        JsonObject row = rows.stream()
                .map(JsonObject.class::cast)
                .filter(each -> "registry.example:5000".equals(each.getString("server")))
                .findFirst()
                .orElseThrow();
        assertThat(row.getString("username")).isEqualTo("ada");
        assertThat(row.getString("store")).isEqualTo("vault");
        assertThat(row.getBoolean("active")).isTrue();

        Result table = user.coffer("list").succeeded();
        assertThat(table.out())
                .contains("registry.example:5000")
                .contains("ada")
                .contains("bob");
        canary.assertAbsentFrom(table);
        canary.assertAbsentFrom(user.coffer("list", "--json"));
    }

    @Test
    void getShowsEverythingButTheSecretUnlessAsked() {
        Canary canary = Canary.fresh();
        user.store("registry.example", "ada", canary.secret());
        Result shown = user.coffer("get", "registry.example").succeeded();
        assertThat(shown.out()).contains("registry.example").contains("ada").contains("vault");
        canary.assertAbsentFrom(shown);

        JsonObject json =
                user.coffer("get", "registry.example", "--json").succeeded().json();
        assertThat(json.getString("server")).isEqualTo("registry.example");
        assertThat(json.getString("username")).isEqualTo("ada");
        assertThat(json.getString("store")).isEqualTo("vault");
        assertThat(json.has("secret")).isFalse();

        assertThat(user.coffer("get", "registry.example", "--secret")
                        .succeeded()
                        .out())
                .as("alone, without a newline")
                .isEqualTo(canary.secret());
        assertThat(user.coffer("get", "registry.example", "--json", "--secret")
                        .succeeded()
                        .json()
                        .getString("secret"))
                .isEqualTo(canary.secret());
    }

    @Test
    void getOfNothingIsStatusOne() {
        Result absent = user.coffer("get", "registry.example").failed();
        assertThat(absent.out()).isEmpty();
        assertThat(absent.err()).contains("registry.example");
        assertThat(user.coffer("get", "registry.example", "--secret").failed().out())
                .isEmpty();
    }

    @Test
    void noServerMeansDockerHub() {
        user.store("https://index.docker.io/v1/", "ada", "s3cret");
        assertThat(user.coffer("get", "--secret").succeeded().out()).isEqualTo("s3cret");
        user.coffer("erase").succeeded();
        user.assertNotFound("docker.io");
    }

    @Test
    void eraseIsDoneOrSaysThatThereWasNothing() {
        user.store("registry.example", "ada", "s3cret");
        user.coffer("erase", "registry.example").succeeded();
        user.assertNotFound("registry.example");
        assertThat(user.coffer("erase", "registry.example").succeeded().all()).contains("registry.example");
    }

    @Test
    void serverNamesFromOutsideArePrintedEscaped() {
        Result result = user.coffer("get", "registry\u001b[31m.example");
        assertThat(result.exit()).isIn(1, 2);
        assertThat(result.all()).doesNotContain("\u001b");
    }

    @Test
    void severalAccountsOfOneServerTakeTurns() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl");
        // A registry that takes any password lets two users in.
        try (TestRegistry registry = TestRegistry.start(TestRegistry.Kind.OPEN, user.path("registry"))) {
            String server = registry.address();
            user.cofferWith("one", "login", server, "-u", "ada", "--password-stdin")
                    .succeeded();
            user.cofferWith("two", "login", server, "-u", "bob", "--password-stdin")
                    .succeeded();
            assertThat(user.get(server).getString("Username")).isEqualTo("bob");
            assertThat(list()).hasSize(2);
            assertThat(user.helper("list", "").succeeded().json()).containsOnlyKeys(server);

            user.coffer("use", server, "ada").succeeded();
            assertThat(user.get(server).getString("Secret")).isEqualTo("one");
            user.coffer("use", server, "nobody").failed();
            assertThat(user.get(server).getString("Secret")).isEqualTo("one");

            user.coffer("logout", server, "-u", "ada").succeeded();
            user.assertNotFound(server);
            user.coffer("use", server, "bob").succeeded();
            assertThat(user.get(server).getString("Secret")).isEqualTo("two");

            user.cofferWith("one", "login", server, "-u", "ada", "--password-stdin")
                    .succeeded();
            user.helper("erase", server).succeeded();
            assertThat(list()).isEmpty();
        }
    }

    private static String auth(String username, String secret) {
        return Base64.getEncoder().encodeToString((username + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void importTakesADockerConfigFromAFileOrStdinAndTwiceIsOnce() {
        String config = "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth("ada", "a:b") + "\"},"
                + "\"https://index.docker.io/v1/\":{\"username\":\"bob\",\"password\":\"p\"},"
                + "\"token.example\":{\"auth\":\"" + auth("x", "") + "\",\"identitytoken\":\"refresh\"}}}";
        Path file = user.write("fleet.json", config);
        user.coffer("import", file.toString()).succeeded();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("a:b");
        assertThat(user.get("docker.io").getString("Username")).isEqualTo("bob");
        assertThat(user.get("token.example").getString("Username")).isEqualTo("<token>");
        assertThat(user.get("token.example").getString("Secret")).isEqualTo("refresh");

        var before = user.picture();
        user.coffer("import", file.toString()).succeeded();
        user.cofferWith(config, "import", "-").succeeded();
        assertThat(user.picture()).as("importing the same again writes nothing").isEqualTo(before);
    }

    @Test
    void importTakesADockercfg() {
        String config = "{\"https://index.docker.io/v1/\":{\"auth\":\"" + auth("ada", "old")
                + "\",\"email\":\"ada@example.com\"}}";
        user.cofferWith(config, "import", "-").succeeded();
        assertThat(user.get("docker.io").getString("Secret")).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{\"auths\":[]}",
                "{\"auths\":{\"registry.example\":{\"auth\":\"%%%\"}}}",
                "{\"auths\":{\"registry.example\":{\"auth\":\"bm9jb2xvbg==\"}}}",
                "{\"auths\":{\"ftp://registry.example\":{\"auth\":\"YTpi\"}}}",
            })
    void importRefusesWhatItCannotReadAndKeepsNothingOfIt(String config) {
        Result result = user.cofferWith(config, "import", "-").failed();
        assertThat(result.err()).isNotBlank().doesNotContain("Exception");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
    }

    @Test
    void importOfAMissingFileNamesIt() {
        assertThat(user.coffer("import", "/nonexistent/fleet.json").failed().err())
                .contains("/nonexistent/fleet.json");
    }

    @Test
    void aCiJobHasPlacesOfItsOwnUntilItEnds() {
        user.store("registry.example", "ada", "the user's own");
        String script = """
                set -eu
                eval "$(coffer ci)"
                test -d "$DOCKER_CONFIG"; test -n "$COFFER_HOME"
                printf '%s' '{"ServerURL":"ci.example","Username":"job","Secret":"s"}' | docker-credential-coffer store
                printf ci.example | docker-credential-coffer get
                ! printf registry.example | docker-credential-coffer get
                grep -q coffer "$DOCKER_CONFIG/config.json"
                echo "places $DOCKER_CONFIG $COFFER_HOME"
                coffer ci --end
                test ! -e "$DOCKER_CONFIG"; test ! -e "$COFFER_HOME"
                """;
        Result job = user.run(List.of("sh", "-c", script)).succeeded();
        assertThat(job.out()).contains("\"Username\":\"job\"").contains("places /");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{\"registry.example\":\"ada\"}\n");
    }

    @Test
    void outsideAJobThereIsNothingToEnd() {
        user.store("registry.example", "ada", "s3cret");
        user.coffer("ci", "--end");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }
}
