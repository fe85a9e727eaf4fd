package dev.coffer.vault.keys;

import dev.coffer.age.AgeException;
import dev.coffer.platform.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes new protectors. */
public final class Protectors {
    private static final int MAX_FILE = 1 << 20;

    private Protectors() {}

    /**
     * A passphrase, in UTF-8. Takes about a second and 256 MiB of memory.
     *
     * @throws AgeException when it is empty
     */
    public static Protector passphrase(byte[] passphrase) throws AgeException {
        return PassphraseProtector.create(passphrase);
    }

    /**
     * An SSH key.
     *
     * @param file its private half, unencrypted or with a passphrase of its own
     * @throws IOException when it cannot be read, others may read it, or it is of a kind that cannot encrypt
     */
    public static Protector sshKey(Path file) throws IOException {
        return SshKeyProtector.read(file.toAbsolutePath().normalize());
    }

    /** A plugin that needs no identity. */
    public static Protector plugin(String name) throws AgeException {
        return PluginProtector.named(name);
    }

    /** A plugin whose identity stands in this file, as the plugin's own program writes it. */
    public static Protector plugin(String name, Path identityFile) throws IOException {
        byte[] content = PrivateFile.read(identityFile.toAbsolutePath(), MAX_FILE)
                .orElseThrow(() -> new IOException("there is no file " + identityFile));
        try {
            for (String line : KeyText.lines(content)) {
                PluginProtector protector = PluginProtector.parse(line);
                if (protector.plugin().equals(name)) {
                    return protector;
                }
            }
        } finally {
            Arrays.fill(content, (byte) 0);
        }
        throw new IOException(identityFile + " holds no identity of the plugin " + name);
    }
}
