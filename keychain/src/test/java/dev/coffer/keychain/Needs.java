package dev.coffer.keychain;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of the machine. A missing program skips the test by name; with {@code CI=true} it fails it. */
public final class Needs {
    private Needs() {}

    /** A program in one of the usual folders. */
    public static String program(String name) {
        for (String folder : new String[] {"/usr/bin", "/bin"}) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return folder + "/" + name;
            }
        }
        String text = name + " is not installed; scripts/peers.sh installs it on Debian as root";
        if ("true".equals(System.getenv("CI"))) {
            fail("CI=true and " + text);
        }
        return abort(text);
    }
}
