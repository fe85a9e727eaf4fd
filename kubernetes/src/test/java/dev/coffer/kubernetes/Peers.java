package dev.coffer.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Foreign programs that tests run beside ours. */
public final class Peers {
    private Peers() {}

    /** Skips the test by name, or fails it where {@code CI=true}, when the program is not installed. */
    public static void require(String program) {
        boolean installed = false;
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            installed |= !folder.isEmpty() && Files.isExecutable(Path.of(folder, program));
        }
        if (!installed && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("the peer " + program + " is not installed; scripts/peers.sh installs it");
        }
        assumeTrue(installed, "the peer " + program + " is not installed; scripts/peers.sh installs it");
    }

    /** What kubectl writes, as YAML, when it has read the objects of a file; it keeps fields that it does not know. */
    public static String readByKubectl(Path file) throws IOException, InterruptedException {
        require("kubectl");
        // An empty patch without a cluster: the only command that reads any object and changes none.
        return run("kubectl", "patch", "--local", "--type=merge", "-p", "{}", "-o", "yaml", "-f", file.toString());
    }

    /** Runs a program, which needs no input; gives what it prints when it succeeds. */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " failed: " + output);
        }
        return output;
    }
}
