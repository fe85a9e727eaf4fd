package dev.coffer.acceptance.differential;

import dev.coffer.acceptance.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs real programs in one home, which is made anew for each set-up; one run at a time. */
final class Stand implements AutoCloseable {
    private static final int DEADLINE_IN_SECONDS = 60;

    private final Recorder recorder;
    private final Path folder;

    Stand(Recorder recorder) throws IOException {
        this.recorder = recorder;
        this.folder = Files.createTempDirectory("coffer-").toRealPath();
    }

    /** The home of the set-ups that are run here. */
    Path home() {
        return folder.resolve("home");
    }

    /** Writes the set-up, in place of the one that was there. */
    void furnish(SetUp setUp) {
        try {
            Tree.delete(home());
            Files.createDirectory(home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        setUp.write();
    }

    /** Runs the client in the set-up that was written last. */
    Run run(Client client, SetUp setUp) throws InterruptedException {
        String tag = recorder.nextTag();
        try {
            Path output = folder.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(client.command(folder, setUp.image() + ":" + tag))
                    .directory(home().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.putAll(setUp.environment());
            environment.put("DOCKER_HOST", recorder.engine());
            Process process = builder.start();
            if (!process.waitFor(DEADLINE_IN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + DEADLINE_IN_SECONDS + " s: " + builder.command());
            }
            String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            return new Run(
                    client.shown(recorder, tag, said),
                    setUp.takeDiary(),
                    said + "-- exit status " + process.exitValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Tree.delete(folder);
    }
}
