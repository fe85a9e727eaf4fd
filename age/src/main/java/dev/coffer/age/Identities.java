package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Reads identities of every kind this library knows: {@link X25519Identity}, {@link HybridIdentity}, {@link SshIdentity}
 * and {@link PluginIdentity}.
 */
public final class Identities {
    private Identities() {}

    /**
     * Reads one identity that is written in one line, which those of SSH are not. The key of a plugin works as long as
     * the plugin, which must be on {@code PATH}, asks nothing.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Identity parse(String text) throws AgeException.KeyMalformed {
        return parse(text, Plugins.with(Prompts.none()));
    }

    /**
     * Reads one identity that is written in one line, and may be the key of a plugin.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Identity parse(String text, Plugins plugins) throws AgeException.KeyMalformed {
        if (text.startsWith(HybridIdentity.PREFIX + "1")) {
            return HybridIdentity.parse(text);
        }
        if (PluginName.isInIdentity(text)) {
            return PluginIdentity.parse(text, plugins);
        }
        return X25519Identity.parse(text);
    }

    /**
     * Reads an identity file whose keys ask nothing: see {@link #read(InputStream, Plugins)}.
     *
     * @return at least one identity, in the order of the file
     * @throws AgeException as with prompts that never answer
     * @throws IOException if reading fails
     */
    public static List<Identity> read(InputStream in) throws IOException {
        return read(in, Prompts.none());
    }

    /**
     * Reads an identity file whose keys may ask something: see {@link #read(InputStream, Plugins)}. Plugins must be on
     * {@code PATH}.
     *
     * @return at least one identity, in the order of the file
     * @throws AgeException as there
     * @throws IOException if reading fails
     */
    public static List<Identity> read(InputStream in, Prompts prompts) throws IOException {
        return read(in, Plugins.with(prompts));
    }

    /**
     * Reads an identity file of one of three kinds:
     *
     * <ul>
     *   <li>as {@code age-keygen} writes it: one identity a line; empty lines and those that begin with {@code #} are
     *       passed over;
     *   <li>such a file encrypted with a passphrase by age, armored or not: the passphrase is asked for at once;
     *   <li>a private key of SSH, which is one identity: see {@link SshIdentity}.
     * </ul>
     *
     * <p>The stream is left open.
     *
     * @param plugins where plugins are found; its prompts are asked for passphrases too, and kept by identities that may
     *     have to ask later
     * @return at least one identity, in the order of the file
     * @throws AgeException.KeyMalformed if a line is not an identity, with its number; if there is none; if the file is
     *     larger than 16 MiB, or an SSH key that is damaged or of another kind
     * @throws AgeException.PassphraseWrong if the file is encrypted, and not with the passphrase that was given
     * @throws AgeException.NoAnswer if the file is encrypted, and nobody gives its passphrase
     * @throws AgeException one of its other classes if the file is encrypted and damaged
     * @throws IOException if reading fails
     */
    public static List<Identity> read(InputStream in, Plugins plugins) throws IOException {
        byte[] file = KeyLines.readAll(in);
        try {
            if (EncryptedKeyFile.isOne(file)) {
                return EncryptedKeyFile.read(file, plugins.prompts(), line -> parse(line, plugins));
            }
            if (SshIdentity.isKeyFile(file)) {
                return List.of(SshIdentity.parse(file, plugins.prompts()));
            }
            return KeyLines.parse(file, line -> parse(line, plugins));
        } finally {
            Arrays.fill(file, (byte) 0);
        }
    }
}
