package dev.coffer.comparison;

import dev.coffer.comparison.peer.PeerServer;
import dev.coffer.comparison.peer.Sent;
import dev.coffer.docker.tools.Tool;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real tool in a Java process of its own, with an environment of its own. */
final class PeerProcess implements AutoCloseable {
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    PeerProcess(Tool tool, Map<String, String> environment, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.home=" + environment.get("HOME"));
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.add("-Xmx256m");
        command.add("-cp");
        command.add(classPath(tool));
        command.add(PeerServer.class.getName());
        command.add(tool.id());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The plugin brings jib's core with it, in another version than the library. */
    private static String classPath(Tool tool) {
        String unwanted = tool == Tool.JIB ? "jib-core-" : "jib-maven-plugin-";
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!new File(part).getName().startsWith(unwanted)) {
                parts.add(part);
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    /** What the tool sends; {@link Observed#HANGS} when that takes longer than the limit, and then this is at its end. */
    Observed ask(String image, Duration limit) throws IOException {
        questions.write(image + "\n");
        questions.flush();
        CompletableFuture<String> line = CompletableFuture.supplyAsync(this::readLine);
        try {
            return observed(line.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            close();
            return Observed.HANGS;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IOException("the peer's process gives no answer", failure);
        }
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("the peer's process has ended");
            }
            return line;
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private static Observed observed(String line) {
        int blank = line.indexOf(' ');
        String rest = line.substring(blank + 1);
        return line.startsWith("sent ") ? Observed.of(Sent.ofLine(rest)) : Observed.error(rest);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
