package dev.coffer.nativebuild;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A tool run by the build: its folder, its additions to the environment, its words.
 *
 * @param folder where it runs and where its output is kept
 * @param environment variables added to ours
 * @param words the program and its arguments
 */
record Command(Path folder, Map<String, String> environment, List<String> words) {
    /** Longer than any step takes on a slow machine; a tool that hangs must not hang the build. */
    private static final long LIMIT_MINUTES = 30;

    private static final int SHOWN_LINES = 20;

    static Command of(Path folder, String... words) {
        return new Command(folder, Map.of(), List.of(words));
    }

    static Command of(Path folder, List<String> words) {
        return new Command(folder, Map.of(), words);
    }

    /** Runs the tool; its output goes to {@code <step>.log} in the folder and is shown only when it fails. */
    void run(String step) throws BuildFailure {
        Path log = logOf(step);
        int status = start(
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())));
        check(step, status, log);
    }

    /** Runs the tool and returns the lines of its standard output. */
    List<String> lines(String step) throws BuildFailure {
        Path output = folder.resolve(step + ".out");
        Path log = logOf(step);
        int status = start(new ProcessBuilder(words)
                .redirectOutput(output.toFile())
                .redirectError(Redirect.appendTo(log.toFile())));
        check(step, status, log);
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new BuildFailure("cannot read " + output, e);
        }
    }

    /** The log of a step begins with the command, so that it can be run again by hand. */
    private Path logOf(String step) throws BuildFailure {
        Path log = folder.resolve(step + ".log");
        try {
            return Files.writeString(log, String.join(" ", words) + System.lineSeparator());
        } catch (IOException e) {
            throw new BuildFailure("cannot write " + log, e);
        }
    }

    private static void check(String step, int status, Path log) throws BuildFailure {
        if (status != 0) {
            throw new BuildFailure("%s failed with status %d:%n%s".formatted(step, status, end(log)));
        }
    }

    private int start(ProcessBuilder builder) throws BuildFailure {
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new BuildFailure("%s did not end within %d minutes".formatted(words.getFirst(), LIMIT_MINUTES));
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new BuildFailure("cannot run " + words.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildFailure("interrupted while running " + words.getFirst(), e);
        }
    }

    private static String end(Path log) {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(Files.readAllLines(log));
        } catch (IOException e) {
            lines.add("(its output could not be read: " + e.getMessage() + ")");
        }
        int from = Math.max(0, lines.size() - SHOWN_LINES);
        return String.join(System.lineSeparator(), lines.subList(from, lines.size())) + System.lineSeparator()
                + "all of it: " + log;
    }
}
