package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An identity that a plugin knows how to use, written {@code AGE-PLUGIN-NAME-1...}. It may be a secret, or only tell the
 * plugin where one is, as on a hardware token. Each file key is unwrapped by a run of the program
 * {@code age-plugin-NAME}.
 *
 * <p>{@link #close()} wipes the text; after that using the identity throws {@link IllegalStateException}.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age-plugin.md#unwrapping-with-identity-v1">age-plugin.md,
 *     identity-v1</a>
 */
public final class PluginIdentity implements Identity {
    private final String name;
    private final byte[] text;
    private final Plugins plugins;
    private boolean closed;

    private PluginIdentity(String name, String text, Plugins plugins) {
        this.name = name;
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        this.plugins = plugins;
    }

    /**
     * Reads {@code AGE-PLUGIN-NAME-1...}, in upper case as it is always written. The plugin is looked for only when it
     * is used.
     *
     * @throws AgeException.KeyMalformed if the text is anything else; the message does not repeat it
     */
    public static PluginIdentity parse(String text, Plugins plugins) throws AgeException.KeyMalformed {
        String name = PluginName.ofIdentity(text);
        Arrays.fill(Bech32.decode(PluginName.identityPrefix(name), text), (byte) 0);
        return new PluginIdentity(name, text, plugins);
    }

    /**
     * The identity of a plugin that needs none, because it finds its key or asks for it.
     *
     * @param plugin the plugin's name, in lower case: letters, digits and {@code - _ . +}
     * @throws AgeException.KeyMalformed if it has other characters
     */
    public static PluginIdentity withoutData(String plugin, Plugins plugins) throws AgeException.KeyMalformed {
        String name = PluginName.require(plugin);
        return new PluginIdentity(name, Bech32.encode(PluginName.identityPrefix(name), new byte[0]), plugins);
    }

    /** The plugin's name, as {@code yubikey}. */
    public String plugin() {
        return name;
    }

    /** The text {@code AGE-PLUGIN-NAME-1...}: it may be a secret, and as a string cannot be wiped. */
    public synchronized String encode() {
        if (closed) {
            throw new IllegalStateException("the identity was closed");
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /**
     * Encrypts to whom the identity belongs, as far as the plugin is able to. It fails as
     * {@link PluginRecipient#wrap} does, and cannot be used once the identity was closed.
     */
    public Recipient recipient() {
        return fileKey -> PluginRecipient.wrap(fileKey, name, plugins, "add-identity", encode());
    }

    /**
     * Runs the plugin.
     *
     * @throws AgeException.PluginFailed if the plugin is missing, fails or does not keep to the protocol
     * @throws AgeException.NoAnswer if it unwraps nothing after a question of it was not answered
     */
    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        try (PluginSession session = PluginSession.start(name, "identity-v1", plugins);
                Unwrapping unwrapping = new Unwrapping()) {
            session.send("add-identity", encode());
            session.sendGrease();
            for (Stanza stanza : stanzas) {
                session.sendStanza(stanza);
            }
            session.converse(unwrapping);
            return unwrapping.take();
        }
    }

    /** The file key, if the plugin gives one. */
    private static final class Unwrapping implements PluginSession.Result, AutoCloseable {
        private Optional<FileKey> fileKey = Optional.empty();

        @Override
        public boolean accept(Stanza message, PluginReader reader) throws AgeException.PluginFailed {
            if (!message.type().equals("file-key")) {
                return false;
            }
            byte[] plain = message.body();
            if (!message.arguments().equals(List.of(PluginSession.FILE_INDEX)) || plain.length != FileKey.LENGTH) {
                throw reader.malformed("a file key has the number of the only file, 0, and 16 bytes");
            }
            if (fileKey.isPresent()) {
                throw reader.malformed("a second key for the same file");
            }
            fileKey = Optional.of(FileKey.copyOf(plain));
            Arrays.fill(plain, (byte) 0);
            return true;
        }

        @Override
        public boolean isEmpty() {
            return fileKey.isEmpty();
        }

        Optional<FileKey> take() {
            Optional<FileKey> taken = fileKey;
            fileKey = Optional.empty();
            return taken;
        }

        @Override
        public void close() {
            fileKey.ifPresent(FileKey::close);
        }
    }

    /** Overwrites the text with zeros. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(text, (byte) 0);
    }

    @Override
    public String toString() {
        return "PluginIdentity[" + name + ", redacted]";
    }
}
