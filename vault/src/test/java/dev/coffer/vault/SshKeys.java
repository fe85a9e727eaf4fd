package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** SSH keys of the real {@code ssh-keygen}. */
final class SshKeys {
    private SshKeys() {}

    /** A new key in the folder; without a passphrase if that is empty. */
    static Path make(Path folder, String passphrase) throws IOException, InterruptedException {
        return make(folder, "id_ed25519", passphrase);
    }

    /** A new key in this file, without a passphrase. */
    static Path create(Path file) throws IOException, InterruptedException {
        return make(file.resolveSibling(""), String.valueOf(file.getFileName()), "");
    }

    private static Path make(Path folder, String name, String passphrase) throws IOException, InterruptedException {
        Path key = folder.resolve(name);
        Process process = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", key.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return key;
    }
}
