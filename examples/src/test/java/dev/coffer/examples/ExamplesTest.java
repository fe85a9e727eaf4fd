package dev.coffer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Each example is built from its own pom and run against a real registry that lets nobody in without a password. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("coffer.root"));
    private static final String PAIR = TestRegistry.USER + ":" + TestRegistry.PASSWORD;
    private static final String AUTH = Base64.getEncoder().encodeToString(PAIR.getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path folder;

    private static TestRegistry registry;
    private static Maven maven;

    @BeforeAll
    static void prepare() throws Exception {
        assertThat(TestRegistry.isInstalled())
                .as("docker-registry, htpasswd and openssl are installed (scripts/peers.sh does it)")
                .isTrue();
        registry = TestRegistry.start(TestRegistry.Kind.HTPASSWD, folder.resolve("registry"));
        Path home = Files.createDirectories(folder.resolve("home"));
        // A login as docker and podman leave it: the user of this machine never heard of Coffer.
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(
                home.resolve(".docker/config.json"),
                "{\"auths\":{\"" + registry.address() + "\":{\"auth\":\"" + AUTH + "\"}}}");
        maven = new Maven(LocalArtifacts.in(folder.resolve("repository")), home);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
    }

    @Test
    @Order(1)
    void jib_pushes_an_image() throws Exception {
        String image = registry.address() + "/team/app:1";
        String said = run("jib", Map.of(), image, "-DsendCredentialsOverHttp=true");
        assertThat(said).contains("pushed " + image + " sha256:");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest manifest = HttpRequest.newBuilder(
                            URI.create("http://" + registry.address() + "/v2/team/app/manifests/1"))
                    .header("Authorization", "Basic " + AUTH)
                    .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                    .build();
            assertThat(client.send(manifest, BodyHandlers.ofString()).body()).contains("\"layers\"");
        }
    }

    @Test
    @Order(2)
    void docker_java_sends_what_the_registry_accepts() throws Exception {
        try (PassingEngine engine = new PassingEngine()) {
            String image = registry.address() + "/team/app:1";
            String said = run("docker-java", Map.of("DOCKER_HOST", engine.address()), image);
            assertThat(said).contains("pulled " + image);
            assertThat(engine.registrysStatus()).hasValue(200);
        }
    }

    @Test
    @Order(3)
    void testcontainers_finds_the_image_pulled() throws Exception {
        try (PassingEngine engine = new PassingEngine()) {
            String image = registry.address() + "/team/app:1";
            Map<String, String> variables = Map.of(
                    "DOCKER_HOST", engine.address(),
                    "TESTCONTAINERS_RYUK_DISABLED", "true",
                    "TESTCONTAINERS_CHECKS_DISABLE", "true");
            String said = run("testcontainers", variables, image);
            assertThat(said).contains("pulled " + image);
            assertThat(engine.registrysStatus()).hasValue(200);
        }
    }

    @Test
    @Order(4)
    void a_new_user_comes_from_an_empty_project_to_an_answer() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/library.md"));
        Path project = Files.createDirectories(folder.resolve("quick-start"));
        Files.writeString(project.resolve("pom.xml"), block(page, "xml", "<project"));
        Path source = Files.createDirectories(project.resolve("src/main/java")).resolve("Hello.java");
        Files.writeString(source, block(page, "java", "void main"));
        String said =
                maven.run(project, Map.of(), "compile", "exec:java", "-Dexec.args=" + registry.address() + "/team/app");
        assertThat(said)
                .contains("log in as " + TestRegistry.USER)
                .contains("config.json, entry " + registry.address());
    }

    private static String run(String example, Map<String, String> variables, String image, String... words)
            throws IOException, InterruptedException {
        Path project = folder.resolve(example);
        copy(ROOT.resolve("examples").resolve(example), project);
        String[] all = Stream.concat(Stream.of("compile", "exec:java", "-Dexec.args=" + image), Stream.of(words))
                .toArray(String[]::new);
        String said = maven.run(project, variables, all);
        assertThat(said).doesNotContain(TestRegistry.PASSWORD).doesNotContain(AUTH);
        return said;
    }

    /** The sources only: an example that was built by hand has a target folder. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(from.resolve("target")))
                    .forEach(file -> {
                        Path copy = to.resolve(from.relativize(file).toString());
                        try {
                            Files.createDirectories(copy.getParent());
                            Files.copy(file, copy);
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    });
        }
    }

    private static String block(String page, String language, String with) {
        Matcher blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        while (blocks.find()) {
            if (blocks.group(1).contains(with)) {
                return blocks.group(1);
            }
        }
        throw new AssertionError("docs/library.md has no " + language + " block with " + with);
    }
}
