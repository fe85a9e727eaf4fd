package dev.coffer.platform.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that goes on when we end: in a session of its own where the machine has {@code setsid}, so that neither
 * Ctrl-C nor the end of the terminal reaches it, with almost no environment and in the root folder.
 */
public final class DetachedProcess {
    private static final String SEARCH_PATH = "/usr/bin:/bin";

    private DetachedProcess() {}

    /**
     * Starts the program, gives it its input and waits for its first line.
     *
     * @param input what it reads from its standard input until the end
     * @param limit the time until its first line; then it is killed
     * @return the line; empty when it ended without one
     * @throws IOException when it cannot be started or says nothing in time
     */
    public static String start(Path program, List<String> arguments, byte[] input, Duration limit) throws IOException {
        List<String> command = new ArrayList<>();
        if (ProgramFinder.on(SEARCH_PATH).find("setsid") instanceof Search.Found found) {
            command.add(found.program().toString());
        }
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", SEARCH_PATH);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            try (OutputStream out = process.getOutputStream()) {
                out.write(input);
            }
            return firstLine(process, limit);
        } catch (IOException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static String firstLine(Process process, Duration limit) throws IOException {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String first = reader.readLine();
                line.complete(first == null ? "" : first);
            } catch (IOException failed) {
                line.completeExceptionally(failed);
            }
        });
        try {
            return line.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw new IOException("it said nothing within " + limit.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw new IOException("it could not be heard", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it started");
        }
    }
}
