package dev.coffer.keychain;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of the machine. A missing program fails the test: one that is not run proves nothing. */
public final class Needs {
    private Needs() {}

    /** A program in one of the usual folders. */
    public static String program(String name) {
        for (String folder : new String[] {"/usr/bin", "/bin"}) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return folder + "/" + name;
            }
        }
        return fail(name + " is not installed; scripts/peers.sh installs it on Debian as root");
    }
}
