package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A user with an empty home and nothing in the environment that the test did not put there. As a JUnit extension in a
 * field it is made afresh for each test.
 */
final class Sandbox implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String NOT_FOUND = "credentials not found in native keychain\n";

    private final Delivery delivery = Delivery.underTest();
    private final Map<String, String> environment = new TreeMap<>();
    private Path home = Path.of("/nonexistent");

    /** For use as an extension: ready in each test. */
    Sandbox() {}

    /** For use in a try statement. */
    static Sandbox open() {
        Sandbox sandbox = new Sandbox();
        sandbox.create();
        return sandbox;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        create();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    private void create() {
        try {
            home = Files.createTempDirectory("coffer-home-").toRealPath();
            Path runtime = Files.createDirectory(
                    home.resolve("run"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            environment.clear();
            environment.put("HOME", home.toString());
            environment.put("XDG_RUNTIME_DIR", runtime.toString());
            environment.put("PATH", delivery.bin() + ":/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin");
            environment.put("LANG", "C.UTF-8");
            environment.put("TERM", "dumb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Tree.delete(home);
    }

    Delivery delivery() {
        return delivery;
    }

    Path home() {
        return home;
    }

    Path path(String relative) {
        return home.resolve(relative);
    }

    /** Where the vault's encrypted entries lie. */
    Path data() {
        return path(".local/share/coffer");
    }

    /** Where the vault's identity lies. */
    Path identity() {
        return path(".local/state/coffer");
    }

    Sandbox with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Sandbox without(String name) {
        environment.remove(name);
        return this;
    }

    /** Writes a file of the user's, with its folders. */
    Path write(String relative, String text) {
        try {
            Path file = path(relative);
            Files.createDirectories(file.resolve("..").normalize());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a registry that this user's docker, skopeo, podman and coffer trust. */
    TestRegistry startRegistry(TestRegistry.Kind kind)
            throws IOException, InterruptedException, GeneralSecurityException {
        TestRegistry registry = TestRegistry.start(kind, path("registry"));
        registry.trustIn(path(".config/docker/certs.d"));
        registry.trustIn(path(".config/containers/certs.d"));
        // Without it docker would look in /etc, which is not ours to write.
        with("ROOTLESSKIT_STATE_DIR", path("run").toString());
        return registry;
    }

    /** Runs {@code coffer} with an empty standard input. */
    Result coffer(String... arguments) {
        return cofferWith("", arguments);
    }

    Result cofferWith(String stdin, String... arguments) {
        return run(stdin, prepend(delivery.program("coffer").toString(), List.of(arguments)));
    }

    /** Runs {@code docker-credential-coffer ACTION}. */
    Result helper(String action, String stdin) {
        return helper(action, stdin.getBytes(StandardCharsets.UTF_8));
    }

    Result helper(String action, byte[] stdin) {
        return run(stdin, List.of(delivery.program("docker-credential-coffer").toString(), action));
    }

    /** Stores by the helper protocol and expects that to work. */
    void store(String server, String username, String secret) {
        Result result = helper("store", storeRequest(server, username, secret)).succeeded();
        assertThat(result.all())
                .as("a successful store says nothing: %s", result)
                .isEmpty();
    }

    static String storeRequest(String server, String username, String secret) {
        return JsonWriter.string()
                .object()
                .value("ServerURL", server)
                .value("Username", username)
                .value("Secret", secret)
                .end()
                .done();
    }

    /** Gets by the helper protocol; the server must have a credential. */
    JsonObject get(String server) {
        Result result = helper("get", server).succeeded();
        assertThat(result.err()).as("a successful get says nothing on stderr").isEmpty();
        return result.json();
    }

    /** The helper must say, in upstream's words, that it has nothing. */
    void assertNotFound(String server) {
        Result result = helper("get", server).failed();
        assertThat(result.out()).isEqualTo(NOT_FOUND);
        assertThat(result.err()).isEmpty();
    }

    /** The helper must fail, and not with the words that clients take for "no credential". */
    Result assertRefused(String server) {
        Result result = helper("get", server).failed();
        assertThat(result.out())
                .as("one line of error text: %s", result)
                .isNotBlank()
                .endsWith("\n")
                .doesNotContain("credentials not found");
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err())
                .as("the line and its remedy on stderr: %s", result)
                .contains(result.out().strip());
        return result;
    }

    Result run(String stdin, List<String> command) {
        return run(stdin.getBytes(StandardCharsets.UTF_8), command);
    }

    Result run(List<String> command) {
        return run(new byte[0], command);
    }

    Result run(byte[] stdin, List<String> command) {
        try {
            Process process = start(command);
            CompletableFuture<String> out = drain(process.getInputStream());
            CompletableFuture<String> err = drain(process.getErrorStream());
            feed(process, stdin);
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("still running after " + DEADLINE.toSeconds() + " s: " + command);
            }
            return new Result(command, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a process of this user's and leaves it to the caller. */
    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> all = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                all.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                all.completeExceptionally(e);
            }
        });
        return all;
    }

    private static void feed(Process process, byte[] stdin) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(stdin);
        } catch (IOException e) {
            // The program may end without reading what it was sent; its exit status and output tell the rest.
            assertThat(e).hasMessageContaining("Broken pipe");
        }
    }

    /**
     * Everything under the home: kind, mode and content of each path. Equal pictures mean that nothing was touched.
     */
    Map<String, String> picture() {
        return Tree.picture(home);
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }
}
