package dev.coffer.platform;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of the machine. A missing piece skips the test by name; with {@code CI=true} it fails it. */
public final class Needs {
    private Needs() {}

    /** A program in one of the usual folders. */
    public static String program(String name) {
        for (String folder : new String[] {"/usr/bin", "/bin", "/usr/sbin", "/sbin"}) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return folder + "/" + name;
            }
        }
        missing(name);
        throw new AssertionError("unreachable");
    }

    /** The rights of root. */
    public static void root() throws Exception {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            missing("root");
        }
    }

    /** Ends the test: this machine has not got what it needs. */
    public static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail("this test needs " + what);
        }
        abort("this test needs " + what);
    }
}
