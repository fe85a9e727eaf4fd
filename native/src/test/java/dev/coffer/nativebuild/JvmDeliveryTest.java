package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivery is built for real, with a program of a few lines in the place of Coffer. */
class JvmDeliveryTest {
    /** Keeps what it is given by "store", gives it back on "get", and tells how it was started on "tell". */
    private static final String PROGRAM = """
            package test;

            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    Path file = Path.of(System.getenv("HOME"), "stored");
                    switch (arguments[0]) {
                        case "store" -> Files.write(file, System.in.readAllBytes());
                        case "get" -> System.out.write(Files.readAllBytes(file));
                        case "tell" -> System.out.print(System.getProperty("coffer.program") + " "
                                + String.join("|", arguments) + " " + System.getProperty("foreign"));
                        default -> throw new IllegalArgumentException();
                    }
                    System.out.flush();
                    System.exit(0);
                }
            }
            """;

    @TempDir
    static Path folder;

    private static Path built = Path.of("");

    @BeforeAll
    static void build() throws Exception {
        Path source = Scripts.write(folder.resolve("source/Main.java"), PROGRAM);
        Path classes = folder.resolve("classes");
        Path jar = folder.resolve("program.jar");
        run("javac", "-d", classes.toString(), source.toString());
        run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        built = new JvmDelivery(
                        Scripts.places(folder.resolve("root")),
                        Machine.current(),
                        new JvmDelivery.Program("test.Main", List.of(jar)),
                        Optional.empty(),
                        folder.resolve("work"))
                .build();
    }

    private static void run(String tool, String... arguments) {
        int status = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(status).isZero();
    }

    @AfterEach
    void removeCopies() throws IOException {
        Folders.delete(folder.resolve("copy"));
    }

    @Test
    void the_name_it_is_called_by_and_the_arguments_arrive_through_links_and_from_any_folder() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Path absolute = Files.createSymbolicLink(links.resolve("docker-credential-ecr-login"), launcher(built));
        Files.createSymbolicLink(links.resolve("docker-credential-gcr"), Path.of("docker-credential-ecr-login"));
        assertThat(Scripts.run(folder, Map.of(), absolute.toString(), "tell", "a b", "-Dx=y"))
                .isEqualTo(new Scripts.Outcome(0, "docker-credential-ecr-login tell|a b|-Dx=y null", ""));
        assertThat(Scripts.run(folder, Map.of(), "links/docker-credential-gcr", "tell"))
                .isEqualTo(new Scripts.Outcome(0, "docker-credential-gcr tell null", ""));
        assertThat(Scripts.run(
                        folder, Map.of("PATH", links + ":/usr/bin:/bin"), "sh", "-c", "docker-credential-gcr tell"))
                .isEqualTo(new Scripts.Outcome(0, "docker-credential-gcr tell null", ""));
    }

    @Test
    void options_from_the_environment_do_not_reach_it() throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS", "-Dforeign=1", "_JAVA_OPTIONS", "-Dforeign=2", "JDK_JAVA_OPTIONS", "-Dforeign=3");
        assertThat(Scripts.run(folder, environment, launcher(built).toString(), "tell"))
                .isEqualTo(new Scripts.Outcome(0, "coffer tell null", ""));
    }

    @Test
    void the_cache_still_fits_after_the_folder_was_copied() throws Exception {
        Path copy = copy();
        Scripts.Outcome outcome = Scripts.run(
                folder,
                Map.of(),
                copy.resolve("lib/coffer/runtime/bin/java").toString(),
                "-XX:AOTMode=on",
                "-XX:AOTCache=" + copy.resolve("lib/coffer/coffer.aot"),
                "-cp",
                copy.resolve("lib/coffer/app/program.jar").toString(),
                "test.Main",
                "tell");
        assertThat(outcome).isEqualTo(new Scripts.Outcome(0, "null tell null", ""));
    }

    @Test
    void a_damaged_or_missing_cache_changes_nothing_but_the_time() throws Exception {
        Path copy = copy();
        Path cache = copy.resolve("lib/coffer/coffer.aot");
        Files.write(cache, new byte[10_000]);
        assertThat(Scripts.run(folder, Map.of(), launcher(copy).toString(), "tell"))
                .isEqualTo(new Scripts.Outcome(0, "coffer tell null", ""));
        Files.delete(cache);
        assertThat(Scripts.run(folder, Map.of(), launcher(copy).toString(), "tell"))
                .isEqualTo(new Scripts.Outcome(0, "coffer tell null", ""));
    }

    private static Path copy() throws IOException {
        Path copy = folder.resolve("copy");
        Folders.copy(built, copy);
        return copy;
    }

    private static Path launcher(Path delivery) {
        return delivery.resolve("bin/coffer");
    }
}
