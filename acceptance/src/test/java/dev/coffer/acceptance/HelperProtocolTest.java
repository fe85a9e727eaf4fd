package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The helper protocol as docker-credential-helpers 0.9.8 speaks it, seen from outside. */
class HelperProtocolTest {
    private static final String USAGE = "Usage: docker-credential-coffer <store|get|erase|list|version>\n";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void whatIsStoredIsGotUntilItIsErased() {
        user.store("registry.example:5000", "ada", "s3cret");

        assertThat(user.helper("get", "registry.example:5000").succeeded().out())
                .isEqualTo("{\"ServerURL\":\"registry.example:5000\",\"Username\":\"ada\",\"Secret\":\"s3cret\"}\n");
        assertThat(user.helper("list", "unused").succeeded().out()).isEqualTo("{\"registry.example:5000\":\"ada\"}\n");

        Result erased = user.helper("erase", "registry.example:5000").succeeded();
        assertThat(erased.all()).isEmpty();
        user.assertNotFound("registry.example:5000");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
    }

    @Test
    void onAnEmptyHomeReadingCreatesNothing() {
        var before = user.picture();
        user.assertNotFound("registry.example");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
        assertThat(user.helper("erase", "registry.example").succeeded().all()).isEmpty();
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void theAnswerIsEscapedAsGoEscapesJson() {
        user.store("registry.example", "<token>", "a<b>&\"\\\u2028\u0001\t/\u007f\u00e9\ud83d\udd11");
        assertThat(user.helper("get", "registry.example").succeeded().out())
                .isEqualTo("{\"ServerURL\":\"registry.example\",\"Username\":\"\\u003ctoken\\u003e\",\"Secret\":"
                        + "\"a\\u003cb\\u003e\\u0026\\\"\\\\\\u2028\\u0001\\t/\u007f\u00e9\ud83d\udd11\"}\n");
    }

    @Test
    void listIsSortedByBytesAndKeepsTheSpellingLastStored() {
        user.store("b.example", "two", "2");
        user.store("https://A.example/v2/", "one", "1");
        user.store("a.example:5000", "three", "3");
        assertThat(user.helper("list", "unused").succeeded().out())
                .isEqualTo("{\"a.example:5000\":\"three\",\"b.example\":\"two\",\"https://A.example/v2/\":\"one\"}\n");

        user.store("a.EXAMPLE", "uno", "1");
        assertThat(user.helper("list", "unused").succeeded().out())
                .isEqualTo("{\"a.EXAMPLE\":\"uno\",\"a.example:5000\":\"three\",\"b.example\":\"two\"}\n");
    }

    @Test
    void storingAgainReplacesTheCredentialOfTheServer() {
        user.store("registry.example", "ada", "old");
        user.store("registry.example", "bob", "new");
        assertThat(user.get("registry.example").getString("Username")).isEqualTo("bob");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("new");
        user.helper("erase", "registry.example").succeeded();
        user.assertNotFound("registry.example");
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io,                   https://index.docker.io/v1/",
        "https://index.docker.io/v1/, registry-1.docker.io",
        "Registry.Example,            https://registry.example:443/v2/",
        "https://registry.example/,   registry.example.",
        "registry.example,            registry.example/team/app",
        "registry.example/team,       registry.example/team/app",
        "registry.example,            http://registry.example",
        "'[::1]:5000',                '[0:0:0:0:0:0:0:1]:5000'",
    })
    void aServerIsFoundUnderItsOtherSpellings(String stored, String asked) {
        user.store(stored, "ada", "s3cret");
        assertThat(user.get(asked).getString("Secret")).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example,                           registry.example:5000",
        "registry.example/team,                      registry.example",
        "registry.example/team,                      registry.example/teammates",
        "http://registry.example,                    registry.example",
        "registry.example,                           evil-registry.example",
        "registry.example,                           registry.example.evil.example",
        "https://index.docker.io/v1/refresh-token,   https://index.docker.io/v1/",
        "https://index.docker.io/v1/,                https://index.docker.io/v1/access-token",
    })
    void anotherServerIsNotFound(String stored, String asked) {
        user.store(stored, "ada", "s3cret");
        user.assertNotFound(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"serverurl\":\"registry.example\",\"USERNAME\":\"ada\",\"secret\":\"s3cret\"}",
                "{\"ServerURL\":\"x.example\",\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"s3cret\"}",
                "{\"Unknown\":[1,{}],\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"s3cret\"}",
                "{\n \"ServerURL\" : \"registry.example\",\r\n \"Username\":\"ada\",\n\"Secret\":\"s3cret\"}\n\n",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"s3cret\"} trailing words",
                "{\"ServerURL\":\"registry\\u002eexample\",\"Username\":\"\\u0061da\",\"Secret\":\"s3cret\"}",
            })
    void storeReadsJsonAsUpstreamDoes(String request) {
        user.helper("store", request).succeeded();
        assertThat(user.get("registry.example").getString("Username")).isEqualTo("ada");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example\n", "registry.example\r\n", "  registry.example\t "})
    void anAddressIsTrimmed(String asked) {
        user.store("registry.example", "ada", "s3cret");
        assertThat(user.get(asked).getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void anEmptySecretIsKept() {
        user.store("registry.example", "ada", "");
        assertThat(user.get("registry.example").getString("Secret")).isEmpty();
    }

    @Test
    void aSecretMayBeLongerThanUpstreamAllows() {
        String secret = "0123456789abcdef".repeat(20_000);
        user.store("registry.example", "ada", secret);
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-v"})
    void theVersionIsOneLine(String argument) {
        assertThat(user.helper(argument, "").succeeded().out())
                .matches("docker-credential-coffer \\(\\S+\\) v?\\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpIsTheUsageAndASuccess(String argument) {
        assertThat(user.helper(argument, "").succeeded().out()).isEqualTo(USAGE);
    }

    @Test
    void anythingButOneArgumentIsAnsweredWithTheUsage() {
        String program = user.delivery().program("docker-credential-coffer").toString();
        assertThat(user.run(List.of(program, "get", "registry.example"))
                        .failed()
                        .out())
                .isEqualTo(USAGE);
        assertThat(user.run(List.of(program)).failed().out()).isEqualTo(USAGE);
    }

    @Test
    void withoutAnArgumentTextOnAPipeIsGet() {
        user.store("registry.example", "ada", "s3cret");
        String program = user.delivery().program("docker-credential-coffer").toString();
        assertThat(user.run("registry.example\n", List.of(program))
                        .succeeded()
                        .json()
                        .getString("Secret"))
                .isEqualTo("s3cret");
    }

    @Test
    void anUnknownActionIsNamedWithItsControlCharactersEscaped() {
        assertThat(user.helper("steal", "").failed().out())
                .isEqualTo("docker-credential-coffer: unknown action: steal\n");
        assertThat(user.helper("st\u001b[2Jeal\n", "").failed().out())
                .startsWith("docker-credential-coffer: unknown action: ")
                .doesNotContain("\u001b")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Username\":\"ada\",\"Secret\":\"x\"}                          | no credentials server URL",
                "{\"ServerURL\":\"\",\"Username\":\"\"}                           | no credentials server URL",
                "null                                                             | no credentials server URL",
                "{\"ServerURL\":\"registry.example\",\"Secret\":\"x\"}            | no credentials username",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"\"}           | no credentials username",
            })
    void storeNamesTheMissingField(String request, String error) {
        assertThat(user.helper("store", request).failed().out()).isEqualTo(error + "\n");
        assertThat(user.data()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"x\"",
                "{\"ServerURL\":7,\"Username\":\"ada\",\"Secret\":\"x\"}",
                "{\"ServerURL\":\"registry.example\",\"Username\":[],\"Secret\":\"x\"}",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":{}}",
                "\ufeff{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"x\"}",
                "{\"ServerURL\":\"user@registry.example\",\"Username\":\"ada\",\"Secret\":\"x\"}",
                "{\"ServerURL\":\"ftp://registry.example\",\"Username\":\"ada\",\"Secret\":\"x\"}",
                "{\"ServerURL\":\"a.example\\nb.example\",\"Username\":\"ada\",\"Secret\":\"x\"}",
                "{\"ServerURL\":\"a.example\\u0000\",\"Username\":\"ada\",\"Secret\":\"x\"}",
            })
    void whatIsNoStoreRequestIsRefusedInOneLineAndNothingIsStored(String request) {
        Result result = user.helper("store", request).failed();
        assertThat(result.out()).isNotBlank().hasLineCount(1).doesNotContain("credentials not found");
        assertThat(result.all()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(user.data()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \t\r\n"})
    void anEmptyAddressIsNamed(String asked) {
        assertThat(user.helper("get", asked).failed().out()).isEqualTo("no credentials server URL\n");
        assertThat(user.helper("erase", asked).failed().out()).isEqualTo("no credentials server URL\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example\nb.example",
                "a.exa\u0000mple",
                "https://user:password@a.example",
                "ftp://a.example",
                "a.example:port",
                "a.example/../b",
                "a b.example",
                "https://",
            })
    void anAddressThatIsNoneIsRefusedAndNeverTakenForNotFound(String asked) {
        for (String action : List.of("get", "erase")) {
            Result result = user.helper(action, asked).failed();
            assertThat(result.out()).isNotBlank().hasLineCount(1).doesNotContain("credentials not found");
            assertThat(result.all()).doesNotContain("password").doesNotContain("Exception");
        }
    }

    @Test
    void inputAboveOneMebibyteIsRefused() {
        byte[] tooLong = Sandbox.storeRequest("registry.example", "ada", "x".repeat(1 << 20))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(user.helper("store", tooLong).failed().out())
                .contains("1048576")
                .hasLineCount(1);
        assertThat(user.helper("get", "r".repeat((1 << 20) + 1)).failed().out()).contains("1048576");
        assertThat(user.data()).doesNotExist();
    }

    @Test
    void bytesThatAreNoUtf8BecomeTheReplacementCharacter() {
        byte[] request = Sandbox.storeRequest("registry.example", "ada", "a?b").getBytes(StandardCharsets.US_ASCII);
        request[new String(request, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xff;
        user.helper("store", request).succeeded();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("a\ufffdb");
    }

    @Test
    void notFoundIsExplainedOnStderrToThoseWhoAsk() {
        user.with("COFFER_EXPLAIN", "1");
        Result result = user.helper("get", "registry.example").failed();
        assertThat(result.out()).isEqualTo("credentials not found in native keychain\n");
        assertThat(result.err()).isNotBlank();
    }

    @Test
    void argumentsThatLookLikeRuntimeOptionsAreOrdinaryArguments() {
        String program = user.delivery().program("docker-credential-coffer").toString();
        for (String option : List.of("-Da=b", "-Xmx1m", "-XX:+PrintFlags", "-XX:Bogus=1")) {
            assertThat(user.run(List.of(program, option)).failed().out())
                    .isEqualTo("docker-credential-coffer: unknown action: " + option + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "NATIVE_IMAGE_OPTIONS"})
    void optionsInTheEnvironmentDoNothing(String variable) {
        user.store("registry.example", "ada", "s3cret");
        user.with(variable, "-XX:+PrintFlagsFinal -Duser.home=/nonexistent -Xlog:gc=debug:stdout");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
        user.with(variable, "-XX:NoSuchOption=1 -Xbogus");
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }
}
