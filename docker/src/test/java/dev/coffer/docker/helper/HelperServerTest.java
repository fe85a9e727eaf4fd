package dev.coffer.docker.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelperServerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
    private static final String NOT_FOUND = "credentials not found in native keychain\n";

    private final MapStore store = new MapStore();
    private boolean explaining;

    private record Streams(int status, String out, String err) {}

    private Streams serve(byte[] input, String... args) {
        HelperServer server = new HelperServer(
                "docker-credential-test", "example.com/test", "1.2.3", store, explaining, InstantSource.fixed(NOW));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = server.serve(args, new ByteArrayInputStream(input), out, err);
        return new Streams(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Streams serve(String input, String... args) {
        return serve(input.getBytes(StandardCharsets.UTF_8), args);
    }

    private static Streams done(String out) {
        return new Streams(0, out, "");
    }

    private static Streams failed(String out) {
        return new Streams(1, out, "");
    }

    /** The actions of the protocol that need no store: argument and answer, byte for byte. */
    @ParameterizedTest(name = "{0} answers {2} with status {1}")
    @CsvSource(nullValues = "none", textBlock = """
            version,      0, docker-credential-test (example.com/test) 1.2.3
            --version,    0, docker-credential-test (example.com/test) 1.2.3
            -v,           0, docker-credential-test (example.com/test) 1.2.3
            --help,       0, Usage: docker-credential-test <store|get|erase|list|version>
            -h,           0, Usage: docker-credential-test <store|get|erase|list|version>
            none,         1, Usage: docker-credential-test <store|get|erase|list|version>
            get x,        1, Usage: docker-credential-test <store|get|erase|list|version>
            version x,    1, Usage: docker-credential-test <store|get|erase|list|version>
            help,         1, docker-credential-test: unknown action: help
            GET,          1, docker-credential-test: unknown action: GET
            '',           1, 'docker-credential-test: unknown action: '
            '\u001b[31m', 1, docker-credential-test: unknown action: \\x1B[31m
            """)
    void argumentsAreAnsweredAsUpstreamDoes(String arguments, int status, String line) {
        String[] args = arguments == null ? new String[0] : arguments.split(" ", -1);
        assertThat(serve("", args)).isEqualTo(new Streams(status, line + "\n", ""));
    }

    @ParameterizedTest(name = "store {0} answers {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                       | the input is not JSON: line 1, column 1: the text is empty
            null                                     | no credentials server URL
            {}                                       | no credentials server URL
            {"ServerURL":"","Username":"u"}          | no credentials server URL
            {"ServerURL":" ","Username":"u"}         | no credentials server URL
            {"ServerURL":null,"Username":"u"}        | no credentials server URL
            {"ServerURL":"h"}                        | no credentials username
            {"ServerURL":"h","Username":""}          | no credentials username
            []                                       | the input is a list, an object is expected
            "h"                                      | the input is a string, an object is expected
            {"ServerURL":1}                          | in the input ServerURL is a number, a string is expected
            {"ServerURL":"h","Username":{}}          | in the input Username is an object, a string is expected
            {"ServerURL":"h","Username":"u","Secret":true} | in the input Secret is true or false, a string is expected
            {"ServerURL":"h",}                       | the input is not JSON: line 1, column 17: a comma before the closing }; remove it
            {"ServerURL":"ftp://h","Username":"u"}   | the server address has a scheme that is neither https nor http
            {"ServerURL":"a\\nb","Username":"u"}     | the server address holds a line break
            {"ServerURL":"a\\u0000b","Username":"u"} | the server address holds a NUL character
            """)
    void badInputOfStoreIsRefusedOnStandardOutput(String input, String line) throws StoreException {
        assertThat(serve(input, "store")).isEqualTo(failed(line + "\n"));
        assertThat(store.list()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ServerURL":"h","Username":"u","Secret":"s"}                            | h | {"ServerURL":"h","Username":"u","Secret":"s"}
            {"serverurl":"h","USERNAME":"u","sEcReT":"s"}                            | h | {"ServerURL":"h","Username":"u","Secret":"s"}
            {"Secret":"1","ServerURL":"h","Username":"u","secret":"2"}               | h | {"ServerURL":"h","Username":"u","Secret":"2"}
            {"ServerURL":"h","Username":"u","Secret":"s","x":{"y":[1]}}              | h | {"ServerURL":"h","Username":"u","Secret":"s"}
            {"ServerURL":"h","Username":"u","Secret":"s"} garbage                    | h | {"ServerURL":"h","Username":"u","Secret":"s"}
            {"ServerURL":"h","Username":"u","Secret":"s"}{"ServerURL":"i"}           | h | {"ServerURL":"h","Username":"u","Secret":"s"}
            {"ServerURL":"h","Username":"u"}                                         | h | {"ServerURL":"h","Username":"u","Secret":""}
            {"ServerURL":"h","Username":"u","Secret":null}                           | h | {"ServerURL":"h","Username":"u","Secret":""}
            {"ServerURL":" h\\t","Username":"u","Secret":" s "}                      | h | {"ServerURL":"h","Username":"u","Secret":" s "}
            {"ServerURL":"h","Username":"<token>","Secret":"a&b/\\"\\\\"}            | h | {"ServerURL":"h","Username":"\\u003ctoken\\u003e","Secret":"a\\u0026b/\\"\\\\"}
            {"ServerURL":"h","Username":"u","Secret":"\\n\\r\\t\\b\\f\\u0000\\u001b\\u007f"} | h | {"ServerURL":"h","Username":"u","Secret":"\\n\\r\\t\\b\\f\\u0000\\u001b\u007f"}
            {"ServerURL":"h","Username":"u","Secret":"\\u2028\\u00e4\\ud800"}        | h | {"ServerURL":"h","Username":"u","Secret":"\\u2028\u00e4\ufffd"}
            {"ServerURL":"https://index.docker.io/v1/","Username":"u","Secret":"s"}  | docker.io | {"ServerURL":"docker.io","Username":"u","Secret":"s"}
            """)
    void whatIsStoredIsGotAsGoWouldWriteIt(String input, String asked, String answer) {
        assertThat(serve(input, "store")).isEqualTo(done(""));
        assertThat(serve(asked, "get")).isEqualTo(done(answer + "\n"));
    }

    @Test
    void jsonMaySpanLinesBetweenItsTokens() {
        assertThat(serve("{\r\n\"ServerURL\":\"h\",\n \"Username\":\"u\",\n\"Secret\":\"s\"\n}\n", "store"))
                .isEqualTo(done(""));
        assertThat(serve("h", "get").out()).isEqualTo("{\"ServerURL\":\"h\",\"Username\":\"u\",\"Secret\":\"s\"}\n");
    }

    @Test
    void aRawLineBreakInsideAStringIsRefused() {
        Streams answer = serve("{\"ServerURL\":\"h\",\"Username\":\"u\",\"Secret\":\"s\ns\"}", "store");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).startsWith("the input is not JSON: line 1, column 44: a line break inside a string");
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThat(serve("\ufeff{\"ServerURL\":\"h\",\"Username\":\"u\"}", "store")
                        .out())
                .startsWith("the input is not JSON: line 1, column 1: the text begins with a byte order mark");
    }

    @Test
    void bytesThatAreNotUtf8BecomeReplacementCharacters() {
        byte[] input = "{\"ServerURL\":\"h\",\"Username\":\"u\",\"Secret\":\"x\"}".getBytes(StandardCharsets.US_ASCII);
        input[input.length - 3] = (byte) 0xff;
        assertThat(serve(input, "store")).isEqualTo(done(""));
        assertThat(serve("h", "get").out()).contains("\"Secret\":\"\ufffd\"");
    }

    @Test
    void bytesOfAStoredSecretThatAreNotUtf8AreEscaped() throws StoreException {
        store.store(
                ServerAddress.parse("h"),
                new Credential("u", Secret.copyOf(new byte[] {'a', (byte) 0xff, (byte) 0xfe})));
        assertThat(serve("h", "get").out()).contains("\"Secret\":\"a\\ufffd\\ufffd\"");
    }

    @ParameterizedTest(name = "{0} of input {1}")
    @CsvSource({"get, 1048577", "erase, 1048577", "store, 1048577", "get, 5000000"})
    void inputAboveTheLimitIsRefused(String action, int length) {
        assertThat(serve("x".repeat(length), action)).isEqualTo(failed("the input is longer than 1048576 bytes\n"));
    }

    @Test
    void aSecretAsLargeAsTheInputAllowsIsKept() {
        String head = "{\"ServerURL\":\"h\",\"Username\":\"u\",\"Secret\":\"";
        String secret = "x".repeat(HelperInput.MAX_BYTES - head.length() - 2);
        assertThat(serve(head + secret + "\"}", "store")).isEqualTo(done(""));
        assertThat(serve("h", "get")).isEqualTo(done(head + secret + "\"}\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h", "h\n", "h\r\n", "  h\t\n", "\u00a0h\u2003\u0085\n", "\nh\n\n", "\u000bh\f", "https://h/v2/"
            })
    void outerBlanksOfAnAddressAreTrimmed(String input) throws StoreException {
        store.store(ServerAddress.parse("h"), new Credential("u", Secret.ofText("s")));
        assertThat(serve(input, "get").status()).isZero();
        assertThat(serve(input, "erase")).isEqualTo(done(""));
        assertThat(store.list()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            ``,                     no credentials server URL
            `\n`,                   no credentials server URL
            ` \t\r\n`,              no credentials server URL
            `https://a.\nexample`,  the server address holds a line break
            `a\r\nb\n`,             the server address holds a line break
            `a\rb`,                 the server address holds a line break
            `a\0b`,                 the server address holds a NUL character
            `a b`,                  `the server address holds a blank, control or invisible character`
            `https://u:p@h`,        the server address holds a user name before the host; give the user name separately
            """)
    void badAddressesAreRefused(String input, String line) {
        assertThat(serve(input, "get")).isEqualTo(failed(line + "\n"));
        assertThat(serve(input, "erase")).isEqualTo(failed(line + "\n"));
    }

    @Test
    void whatIsNotThereIsNotFoundInUpstreamsWordsAndNothingElse() {
        assertThat(serve("h", "get")).isEqualTo(failed(NOT_FOUND));
    }

    @Test
    void theReasonIsExplainedOnRequest() {
        explaining = true;
        assertThat(serve("h", "get")).isEqualTo(new Streams(1, NOT_FOUND, "the map has nothing for h\n"));
    }

    @Test
    void anEraseOfWhatIsNotThereSucceeds() {
        assertThat(serve("h", "erase")).isEqualTo(done(""));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aFailingStoreIsNeverNotFound(Kind kind) {
        store.failWith(new Lookup.Unavailable(kind, new Reason("the \u001b[1mmap\nis shut"), "open it"));
        Streams expected = new Streams(1, "the \\x1B[1mmap\\x0Ais shut\n", "the \\x1B[1mmap\\x0Ais shut\nopen it\n");
        assertThat(serve("h", "get")).isEqualTo(expected);
        assertThat(serve("h", "erase")).isEqualTo(expected);
        assertThat(serve("", "list")).isEqualTo(expected);
        assertThat(serve("{\"ServerURL\":\"h\",\"Username\":\"u\"}", "store")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} tried")
    @CsvSource({"1, 'a1\n'", "3, 'a1\na2\na3\n'", "5, 'a1\na2\na3; a4; a5\n'"})
    void whatWasTriedIsSaidInAtMostFiveLinesInAll(int count, String tried) {
        List<Reason> reasons = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Reason("a" + i))
                .toList();
        store.failWith(new Lookup.Unavailable(Kind.REFUSED, new Reason("no token"), reasons, "log in"));
        assertThat(serve("h", "get")).isEqualTo(new Streams(1, "no token\n", "no token\n" + tried + "log in\n"));
    }

    @Test
    void aFailureWithoutARemedyHasOneLineOnStandardError() {
        store.failWith(new Lookup.Unavailable(Kind.DAMAGED, new Reason("the map is torn"), ""));
        assertThat(serve("h", "get")).isEqualTo(new Streams(1, "the map is torn\n", "the map is torn\n"));
    }

    @Test
    void anExpiredCredentialIsNeitherGivenNorListed() throws StoreException {
        Optional<Instant> past = Optional.of(NOW);
        store.store(ServerAddress.parse("h"), new Credential("u", Secret.ofText("s"), past, Optional.empty()));
        assertThat(serve("h", "get"))
                .isEqualTo(new Streams(
                        1,
                        "the credential for h expired at 2026-11-22T07:00:00Z\n",
                        "the credential for h expired at 2026-11-22T07:00:00Z\nlog in to h again\n"));
        assertThat(serve("", "list")).isEqualTo(done("{}\n"));
    }

    @Test
    void aCredentialThatWillExpireIsGiven() throws StoreException {
        Optional<Instant> future = Optional.of(NOW.plusSeconds(1));
        store.store(ServerAddress.parse("h"), new Credential("u", Secret.ofText("s"), future, Optional.empty()));
        assertThat(serve("h", "get").status()).isZero();
        assertThat(serve("", "list")).isEqualTo(done("{\"h\":\"u\"}\n"));
    }

    @Test
    void theListIsSortedByTheBytesOfItsKeys() throws StoreException {
        assertThat(serve("unused", "list")).isEqualTo(done("{}\n"));
        for (String server : new String[] {"b", "https://index.docker.io/v1/", "a:5000", "a/x", "a"}) {
            store.store(ServerAddress.parse(server), new Credential("<u>", Secret.ofText("s")));
        }
        // In UTF-16 the second path would come first.
        store.store(ServerAddress.parse("c/\uff5e"), new Credential("1", Secret.ofText("s")));
        store.store(ServerAddress.parse("c/\ud83d\ude00"), new Credential("2", Secret.ofText("s")));
        String token = "\"\\u003cu\\u003e\"";
        assertThat(serve("", "list"))
                .isEqualTo(done("{\"a\":" + token + ",\"a/x\":" + token + ",\"a:5000\":" + token + ",\"b\":" + token
                        + ",\"c/\uff5e\":\"1\",\"c/\ud83d\ude00\":\"2\",\"https://index.docker.io/v1/\":" + token
                        + "}\n"));
    }

    @Test
    void listAndVersionDoNotReadTheirInput() {
        InputStream endless = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("nobody should read this");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
            }
        };
        HelperServer server = new HelperServer("n", "s", "v", store);
        try (HelperAnswer list = server.answer(new String[] {"list"}, endless);
                HelperAnswer get = server.answer(new String[] {"get"}, endless)) {
            assertThat(list.exitCode()).isZero();
            assertThat(new String(get.out(), StandardCharsets.UTF_8))
                    .isEqualTo("standard input cannot be read: nobody should read this\n");
        }
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        HelperServer server = new HelperServer("n", "s", "v", store);
        InputStream nothing = InputStream.nullInputStream();
        OutputStream anywhere = OutputStream.nullOutputStream();
        assertThat(server.serve(new String[] {"list"}, nothing, full, anywhere)).isEqualTo(1);
        assertThat(server.serve(new String[] {"list"}, nothing, new PrintStream(full), anywhere))
                .isEqualTo(1);
        assertThat(server.serve(new String[] {"list"}, nothing, anywhere, full)).isZero();
    }

    @Test
    void anAnswerDoesNotShowItsSecret() throws StoreException {
        store.store(ServerAddress.parse("h"), new Credential("u", Secret.ofText("hunter2")));
        HelperServer server = new HelperServer("n", "s", "v", store);
        try (HelperAnswer answer = server.answer(new String[] {"get"}, new ByteArrayInputStream(new byte[] {'h'}))) {
            assertThat(answer.toString()).isEqualTo("HelperAnswer[exit 0]");
            assertThat(new String(answer.out(), StandardCharsets.UTF_8)).contains("hunter2");
        }
    }

    @Test
    void malformedInputDoesNotComeBackInTheAnswer() {
        for (String input : new String[] {
            "{\"ServerURL\":\"h\",\"Username\":\"u\",\"Secret\":\"hunter2\"",
            "{\"ServerURL\":\"h\",\"Username\":\"u\",\"Secret\":hunter2}",
            "{\"ServerURL\":\"https://u:hunter2@h\",\"Username\":\"u\",\"Secret\":\"hunter2\"}",
            "hunter2"
        }) {
            Streams answer = serve(input, "store");
            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.out() + answer.err()).doesNotContain("hunter2");
        }
    }

    @Property(tries = 300)
    void anyInputIsAnsweredInOneLine(@ForAll byte[] input) {
        assertAnswered(input);
    }

    @Test
    void damagedRequestsAreAnsweredInOneLine() {
        byte[] sound = "{\"ServerURL\":\"h.example:5000\",\"Username\":\"u\",\"Secret\":\"s\\u0041\"}"
                .getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(7);
        for (int round = 0; round < 1000; round++) {
            byte[] input = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt(256);
            }
            assertAnswered(input);
        }
    }

    private void assertAnswered(byte[] input) {
        for (String action : new String[] {"get", "store", "erase"}) {
            Streams answer = serve(input, action);
            assertThat(answer.err()).isEmpty();
            assertThat(answer.out().chars().filter(c -> c == '\n').count())
                    .isEqualTo(answer.out().isEmpty() ? 0 : 1);
            assertThat(answer.status())
                    .isEqualTo(answer.out().isEmpty() || answer.out().startsWith("{") ? 0 : 1);
        }
    }
}
