package dev.coffer.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Foreign programs that tests run beside ours. */
public final class Peers {
    private Peers() {}

    /** Skips the test, or fails it where {@code CI=true}, when one of the programs is not installed. */
    public static void require(String... programs) {
        for (String program : programs) {
            boolean installed = Files.isExecutable(Path.of("/usr/bin", program));
            if (!installed && "true".equals(System.getenv("CI"))) {
                throw new AssertionError("the peer " + program + " is not installed");
            }
            assumeTrue(installed, "the peer " + program + " is not installed");
        }
    }

    /** Writes a shell script that may be run. */
    public static Path script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a program with these variables beside ours; gives its output and errors when it succeeds. */
    public static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " failed: " + output);
        }
        return output;
    }
}
