package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads identities of every kind this library knows: so far {@link X25519Identity} and {@link PluginIdentity}. */
public final class Identities {
    private Identities() {}

    /**
     * Reads one identity. The key of a plugin works as long as the plugin, which must be on {@code PATH}, asks nothing.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Identity parse(String text) throws AgeException.KeyMalformed {
        return parse(text, Plugins.with(Prompts.none()));
    }

    /**
     * Reads one identity, which may be the key of a plugin.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Identity parse(String text, Plugins plugins) throws AgeException.KeyMalformed {
        if (PluginName.isInIdentity(text)) {
            return PluginIdentity.parse(text, plugins);
        }
        return X25519Identity.parse(text);
    }

    /**
     * Reads an identity file as {@code age-keygen} writes it: one identity a line; empty lines and those that begin with
     * {@code #} are passed over. The stream is left open.
     *
     * @return at least one identity, in the order of the file
     * @throws AgeException.KeyMalformed if a line is not an identity, with its number; if there is none; if the file is
     *     larger than 16 MiB
     * @throws IOException if reading fails
     */
    public static List<Identity> read(InputStream in) throws IOException {
        return read(in, Plugins.with(Prompts.none()));
    }

    /**
     * Reads an identity file, which may hold keys of plugins.
     *
     * @return as {@link #read(InputStream)}
     * @throws AgeException.KeyMalformed as there
     * @throws IOException if reading fails
     */
    public static List<Identity> read(InputStream in, Plugins plugins) throws IOException {
        return KeyLines.read(in, line -> parse(line, plugins));
    }
}
