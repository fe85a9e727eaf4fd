package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The age tool of {@code src/main} in the delivery under test: a native executable made by the recipe of the program, or
 * the runtime and the jars of the JVM delivery. It answers many commands, which {@code AgeTool} describes.
 */
final class AgeToolProcess implements AutoCloseable {
    private static final String MAIN_CLASS = "dev.coffer.acceptance.agetool.AgeTool";
    private static final long DEADLINE_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    AgeToolProcess(Sandbox user) throws IOException {
        process = user.start(user.delivery().isNative() ? nativeTool() : jvmTool(user.delivery()));
        Thread.ofVirtual().start(this::receive);
    }

    private static List<String> nativeTool() {
        Path tool = Delivery.projectRoot().resolve("native/target/age-tool/bin/coffer");
        assertThat(tool).as("built by scripts/build-age-tool").isExecutable();
        return List.of(tool.toString());
    }

    private static List<String> jvmTool(Delivery delivery) {
        Path library = delivery.bin().resolveSibling("lib").resolve("coffer");
        String classPath =
                Delivery.projectRoot().resolve("acceptance/target/classes") + ":" + library.resolve("app") + "/*";
        return List.of(library.resolve("runtime/bin/java").toString(), "-cp", classPath, MAIN_CLASS);
    }

    private void receive() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                answers.add(line);
            }
            answers.add(
                    "the tool ended: " + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            answers.add("no answer can be read: " + e);
        }
    }

    /** The one line that the tool says to a command. */
    String answer(String... words) throws IOException, InterruptedException {
        String command = String.join(" ", words);
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            process.destroyForcibly();
            throw new AssertionError("no answer within " + DEADLINE_SECONDS + " s to " + command);
        }
        return answer;
    }

    /** Has the tool do what must succeed. */
    void run(String... words) throws IOException, InterruptedException {
        assertThat(answer(words)).as("%s", List.of(words)).isEqualTo("ok");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroyForcibly();
    }
}
