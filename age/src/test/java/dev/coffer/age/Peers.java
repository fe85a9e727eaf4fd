package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs other programs in a folder. */
final class Peers {
    private final Path folder;

    Peers(Path folder) {
        this.folder = folder;
    }

    /** Fails when one of the programs is missing: a test that is not run proves nothing. */
    static void require(String... programs) {
        for (String program : programs) {
            if (!isInstalled(program)) {
                fail("the program " + program + " is not installed; scripts/peers.sh installs it on Debian as root");
            }
        }
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** A file in the folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** What the last program printed. */
    Path output() {
        return file("output");
    }

    /** Runs a program, whose output is kept in a file, and fails with what it printed on stderr. */
    void run(String... command) throws IOException, InterruptedException {
        runAnswering("", command);
    }

    /** Runs a program on a terminal of its own, where it asks for passphrases and gets the same one each time. */
    void runWithPassphrase(String passphrase, String... command) throws IOException, InterruptedException {
        String words = List.of(command).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        runAnswering((passphrase + "\n").repeat(2), "script", "-qec", words, "/dev/null");
    }

    private void runAnswering(String answers, String... command) throws IOException, InterruptedException {
        Path errors = file("errors");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output().toFile())
                .redirectError(errors.toFile())
                .start();
        // Left open until the program ends: the end of the input would close the terminal.
        try (OutputStream in = process.getOutputStream()) {
            in.write(answers.getBytes(StandardCharsets.UTF_8));
            in.flush();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail(command[0] + " did not end within 20 s");
            }
        }
        assertThat(process.exitValue())
                .as("%s %s", Files.readString(errors), Files.readString(output(), StandardCharsets.ISO_8859_1))
                .isZero();
    }
}
