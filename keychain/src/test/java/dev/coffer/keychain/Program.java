package dev.coffer.keychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs a peer's program in an environment of its own. */
public final class Program {
    /** How it ended. */
    public record Result(int status, String output, String errors) {
        /** The output of a program that must have succeeded. */
        public String done() {
            assertThat(status).as(output + errors).isZero();
            return output;
        }
    }

    private Program() {}

    /** Runs it with exactly these variables and {@code PATH}. */
    public static Result run(Map<String, String> environment, byte[] input, String... command) throws Exception {
        command[0] = Needs.program(command[0]);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(complete(environment));
        Process process = builder.start();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var output = threads.submit(() -> process.getInputStream().readAllBytes());
            var errors = threads.submit(() -> process.getErrorStream().readAllBytes());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            boolean ended = process.waitFor(20, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended).as("%s ended", Path.of(command[0])).isTrue();
            return new Result(process.exitValue(), text(output.get()), text(errors.get()));
        } catch (ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Runs it with text as its input. */
    public static Result run(Map<String, String> environment, String input, String... command) throws Exception {
        return run(environment, input.getBytes(StandardCharsets.UTF_8), command);
    }

    static Map<String, String> complete(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putIfAbsent("PATH", "/usr/bin:/bin");
        all.putIfAbsent("LC_ALL", "C.UTF-8");
        return all;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
