package dev.coffer.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a main class of the tests in a process of its own, if need be behind another program that prepares it. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The whole command line. */
    public static List<String> command(Class<?> main, String... arguments) {
        return command(List.of(folderOf(main), folderOf(dev.coffer.platform.files.AtomicFile.class)), main, arguments);
    }

    /** The same with the classes in a folder that every user can read. */
    public static List<String> commandForAnyUser(Path readable, Class<?> main, String... arguments) throws IOException {
        Path classes = Files.createDirectories(readable.resolve("classes"));
        for (Path source : List.of(folderOf(main), folderOf(dev.coffer.platform.files.AtomicFile.class))) {
            copy(source, classes);
        }
        return command(List.of(classes), main, arguments);
    }

    private static List<String> command(List<Path> classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                String.join(":", classPath.stream().map(Path::toString).toList()),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What a finished child said. */
    public record Result(int status, String output) {}

    /** Runs the command, with these words before it, and waits for its end. */
    public static Result run(List<String> prefix, List<String> command) throws Exception {
        Process process = start(prefix, command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** Starts the command, with these words before it; both outputs come as one. */
    public static Process start(List<String> prefix, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }

    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
