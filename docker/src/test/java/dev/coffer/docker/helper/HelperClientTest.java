package dev.coffer.docker.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Helpers here are shell scripts that do what helpers in the field have done. */
class HelperClientTest {
    private static final ServerAddress SERVER = ServerAddress.parse("reg.example:5000");
    private static final Credential CREDENTIAL = new Credential("u", Secret.ofText("s"));

    private final Path folder;

    HelperClientTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private HelperClient helper(String script) throws IOException {
        Path program = folder.resolve("docker-credential-test");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new HelperClient("test", ProgramFinder.on(folder.toString()));
    }

    private static Lookup get(HelperClient helper) {
        return helper.get(Request.of(SERVER));
    }

    private static Lookup.Unavailable unavailable(Lookup lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Unavailable.class);
        return (Lookup.Unavailable) lookup;
    }

    @Test
    void theRequestsAreThoseOfDockersOwnClient() throws IOException, StoreException {
        Path log = folder.resolve("log");
        HelperClient helper = helper(
                "printf '%s|' \"$1\" >>" + log + "; cat >>" + log + "; echo >>" + log
                        + "; [ \"$1\" = list ] && echo '{}'; [ \"$1\" = get ] && echo '{\"Username\":\"u\",\"Secret\":\"s\"}'; true");
        get(helper);
        helper.get(Request.of(ServerAddress.parse("docker.io")));
        helper.store(SERVER, new Credential("<token>", Secret.ofText("a&\u00e4")));
        helper.erase(SERVER);
        helper.list();
        assertThat(log).hasContent("""
                get|reg.example:5000
                get|https://index.docker.io/v1/
                store|{"ServerURL":"reg.example:5000","Username":"\\u003ctoken\\u003e","Secret":"a\\u0026\u00e4"}
                erase|reg.example:5000
                list|unused
                """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ServerURL":"https://x/","Username":"u","Secret":"s"}              | u       | s  | https://x/
            {"Username":"u","Secret":"s"}                                       | u       | s  | reg.example:5000
            {"secret":"s","USERNAME":"u","expires":{"at":1}} trailing text      | u       | s  | reg.example:5000
            {"Username":"\\\\u003ctoken\\\\u003e","Secret":"\\\\u00e4"}         | <token> | \u00e4 | reg.example:5000
            {"Username":"u","Secret":null}                                      | u       | `` | reg.example:5000
            """)
    void answersAreReadWithTolerance(String answer, String username, String secret, String server) throws IOException {
        Lookup found = get(helper("printf '%s\\n' '" + answer.replace("\\\\", "\\") + "'"));
        assertThat(found)
                .isEqualTo(new Lookup.Found(
                        new Credential(username, Secret.ofText(secret)), new Origin("helper:test", server)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'credentials not found in native keychain'; exit 1",
                "echo '  credentials not found in native keychain '; exit 1",
                "echo 'credentials not found in native keychain'",
                "echo 'no usernames for reg.example:5000'; exit 1",
                "echo '{\"ServerURL\":\"\",\"Username\":\"\",\"Secret\":\"\"}'",
                "echo '{}'",
                "echo warning >&2; echo 'credentials not found in native keychain'; exit 1"
            })
    void nothingIsSaidInManyWays(String script) throws IOException {
        assertThat(get(helper(script))).isInstanceOf(Lookup.Absent.class);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            echo oops                                                     | DAMAGED     | does not speak the credential helper protocol: the answer is not JSON, line 1, column 1:
            true                                                          | DAMAGED     | the answer is not JSON, line 1, column 1: the text is empty
            echo '[]'                                                     | DAMAGED     | the answer is a list, not an object
            echo '{"Username":1}'                                         | DAMAGED     | Username is a number, not a string
            echo '{"Username":"u","Secret":"hunter2'                      | DAMAGED     | a line break inside a string
            echo '{"Username":"u","Secret":"hunter2"}'; exit 1            | UNREACHABLE | docker-credential-test failed with exit status 1
            exit 3                                                        | UNREACHABLE | docker-credential-test failed with exit status 3
            kill -9 $$                                                    | UNREACHABLE | docker-credential-test failed with exit status 137
            echo 'no words' >&2; exit 1                                   | UNREACHABLE | docker-credential-test: no words
            printf 'a\\033[2Jb'; exit 1                                   | UNREACHABLE | docker-credential-test: a\\x1B[2Jb
            echo 'pass not initialized: exit status 1: Error'; exit 1     | UNREACHABLE | pass not initialized
            echo 'Cannot autolaunch D-Bus without X11 $DISPLAY'; exit 1   | UNREACHABLE | D-Bus
            echo 'exit status 2: gpg: decryption failed: No key'; exit 1  | LOCKED      | decryption failed
            echo 'Cannot create an item in a locked collection'; exit 1   | LOCKED      | locked
            head -c 5000000 /dev/zero                                     | DAMAGED     | answered with more than 4194304 bytes
            """)
    void aHelperThatFailsIsNeverTakenForEmpty(String script, Kind kind, String why) throws IOException {
        Lookup.Unavailable failure = unavailable(get(helper(script)));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.why().text()).contains(why).doesNotContain("hunter2").doesNotContain("\n");
        assertThat(failure.whatToDo()).isNotEmpty();
    }

    @Test
    void aHelperThatHangsIsEndedAtTheLimit() throws IOException {
        HelperClient helper = helper("exec sleep 60");
        long start = System.nanoTime();
        Lookup.Unavailable failure =
                unavailable(helper.get(new Request(SERVER, Optional.empty(), Duration.ofMillis(200))));
        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.why().text()).isEqualTo("docker-credential-test did not answer within 200 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aHelperThatDoesNotReadItsInputIsServedAllTheSame() throws IOException, StoreException {
        helper("exec true").store(SERVER, new Credential("u", Secret.ofText("x".repeat(500_000))));
    }

    @Test
    void aMissingHelperIsNamed() {
        Lookup.Unavailable failure = unavailable(get(new HelperClient("nowhere", ProgramFinder.on(folder.toString()))));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.why().text()).isEqualTo("docker-credential-nowhere is not on the PATH");
    }

    @Test
    void aHelperThatOthersMayWriteIsNotRun() throws IOException {
        HelperClient helper = helper("echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
        Files.setPosixFilePermissions(
                folder.resolve("docker-credential-test"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(unavailable(get(helper)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void ourselvesUnderAnotherNameAreNotRun() throws IOException {
        helper("echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
        Path other = Files.createDirectory(folder.resolve("bin")).resolve("docker-credential-test");
        Files.createSymbolicLink(other, folder.resolve("docker-credential-test"));
        HelperClient client = new HelperClient(
                "test",
                ProgramFinder.on(folder.resolve("bin").toString()).excluding(folder.resolve("docker-credential-test")));
        assertThat(unavailable(get(client)).why().text()).isEqualTo("docker-credential-test is not on the PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a b", "a\nb", "\u00e4", "a\0", "a;b"})
    void aNameThatIsNoHelpersIsRefused(String suffix) {
        assertThat(HelperClient.isHelperName(suffix)).isFalse();
        assertThatThrownBy(() -> new HelperClient(suffix, ProgramFinder.on("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass", "ecr-login", "desktop.exe", "acr_env", "X1"})
    void namesInUseAreTaken(String suffix) {
        assertThat(HelperClient.isHelperName(suffix)).isTrue();
    }

    @Test
    void aFailureToStoreIsThrown() throws IOException {
        HelperClient helper = helper("echo 'Cannot create an item in a locked collection'; exit 1");
        assertThatThrownBy(() -> helper.store(SERVER, CREDENTIAL))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.LOCKED));
    }

    @Test
    void aSecretThatIsNotTextIsNotGivenToAHelper() throws IOException {
        HelperClient helper = helper("true");
        Credential binary = new Credential("u", Secret.copyOf(new byte[] {(byte) 0xff}));
        assertThatThrownBy(() -> helper.store(SERVER, binary))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.REFUSED));
    }

    @Test
    void anEraseTellsWhatWasThere() throws IOException, StoreException {
        assertThat(helper("true").erase(SERVER)).isTrue();
        assertThat(helper("echo 'credentials not found in native keychain'; exit 1")
                        .erase(SERVER))
                .isFalse();
        String likePass =
                "[ \"$1\" = get ] && echo 'credentials not found in native keychain' || echo 'not in the store'; exit 1";
        assertThat(helper(likePass).erase(SERVER)).isFalse();

        HelperClient broken =
                helper("[ \"$1\" = get ] && echo '{\"Username\":\"u\",\"Secret\":\"s\"}' && exit 0; echo no; exit 1");
        assertThatThrownBy(() -> broken.erase(SERVER))
                .isInstanceOf(StoreException.class)
                .hasMessage("docker-credential-test: no");
    }

    @Test
    void listsAreReadWithTolerance() throws IOException, StoreException {
        assertThat(helper("echo null").list()).isEmpty();
        assertThat(helper("echo '{\"b\":\"u\",\"a\":null,\"Registry credentials for c\":\"<v>\"}'")
                        .list())
                .isEqualTo(List.of(
                        new Entry("b", "u", Optional.empty()),
                        new Entry("a", "", Optional.empty()),
                        new Entry("c", "<v>", Optional.empty())));
        HelperClient without = helper("echo 'Unknown credential action `list`'; exit 1");
        assertThatThrownBy(without::list)
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.REFUSED));
        HelperClient garbage = helper("echo '{\"a\":[]}'");
        assertThatThrownBy(garbage::list)
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("a user name is a list, not a string");
    }
}
