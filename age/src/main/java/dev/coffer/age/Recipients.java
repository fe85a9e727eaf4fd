package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads recipients of every kind this library knows: {@link X25519Recipient}, {@link HybridRecipient}, {@link
 * TagRecipient}, {@link HybridTagRecipient}, {@link SshRecipient} and {@link PluginRecipient}.
 */
public final class Recipients {
    private Recipients() {}

    /**
     * Reads one recipient. The key of a plugin works as long as the plugin, which must be on {@code PATH}, asks nothing.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Recipient parse(String text) throws AgeException.KeyMalformed {
        return parse(text, Plugins.with(Prompts.none()));
    }

    /**
     * Reads one recipient, which may be the key of a plugin.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Recipient parse(String text, Plugins plugins) throws AgeException.KeyMalformed {
        if (SshRecipient.isKey(text)) {
            return SshRecipient.parse(text);
        }
        if (text.startsWith(HybridRecipient.PREFIX + "1")) {
            return HybridRecipient.parse(text);
        }
        if (text.startsWith(TagRecipient.PREFIX + "1")) {
            return TagRecipient.parse(text);
        }
        if (text.startsWith(HybridTagRecipient.PREFIX + "1")) {
            return HybridTagRecipient.parse(text);
        }
        if (PluginName.isInRecipient(text)) {
            return PluginRecipient.parse(text, plugins);
        }
        return X25519Recipient.parse(text);
    }

    /**
     * Reads a recipients file: one recipient a line; empty lines and those that begin with {@code #} are passed over.
     * The stream is left open.
     *
     * @return at least one recipient, in the order of the file
     * @throws AgeException.KeyMalformed if a line is not a recipient, with its number; if there is none; if the file is
     *     larger than 16 MiB
     * @throws IOException if reading fails
     */
    public static List<Recipient> read(InputStream in) throws IOException {
        return read(in, Plugins.with(Prompts.none()));
    }

    /**
     * Reads a recipients file, which may hold keys of plugins.
     *
     * @return as {@link #read(InputStream)}
     * @throws AgeException.KeyMalformed as there
     * @throws IOException if reading fails
     */
    public static List<Recipient> read(InputStream in, Plugins plugins) throws IOException {
        return KeyLines.read(in, line -> parse(line, plugins));
    }
}
