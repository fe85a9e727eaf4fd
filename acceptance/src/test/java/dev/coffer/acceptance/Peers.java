package dev.coffer.acceptance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a test needs of the machine. Where it is missing the test is skipped by name, and fails when CI is set. */
public final class Peers {
    private Peers() {}

    /** Skips the test, or fails it, unless these programs are installed. */
    public static void require(String... programs) {
        for (String program : programs) {
            if (!isInstalled(program)) {
                unavailable(program + " is not installed; scripts/peers.sh installs it on Debian as root");
            }
        }
    }

    /** For tests that mount, change owners or become another user. */
    static void requireRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            unavailable("needs root, to mount and to change users");
        }
    }

    private static void unavailable(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail("CI=true and " + why);
        }
        abort(why);
    }

    private static boolean isInstalled(String program) {
        return find(program).isPresent();
    }

    /** Where the program lies. */
    public static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return Optional.of(Path.of(folder, program));
            }
        }
        return Optional.empty();
    }
}
