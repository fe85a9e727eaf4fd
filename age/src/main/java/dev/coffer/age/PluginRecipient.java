package dev.coffer.age;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A recipient that a plugin encrypts to, written {@code age1NAME1...}. Each file key is wrapped by a run of the program
 * {@code age-plugin-NAME}.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age-plugin.md#wrapping-with-recipient-v1">age-plugin.md,
 *     recipient-v1</a>
 */
public final class PluginRecipient implements Recipient {
    private final String name;
    private final String text;
    private final Plugins plugins;

    private PluginRecipient(String name, String text, Plugins plugins) {
        this.name = name;
        this.text = text;
        this.plugins = plugins;
    }

    /**
     * Reads {@code age1NAME1...}, in lower case as it is always written. The plugin is looked for only when it is used.
     *
     * @throws AgeException.KeyMalformed if the text is anything else
     */
    public static PluginRecipient parse(String text, Plugins plugins) throws AgeException.KeyMalformed {
        String name = PluginName.ofRecipient(text);
        Bech32.decode(PluginName.recipientPrefix(name), text);
        return new PluginRecipient(name, text, plugins);
    }

    /** The plugin's name, as {@code yubikey}. */
    public String plugin() {
        return name;
    }

    /**
     * Runs the plugin.
     *
     * @throws AgeException.PluginFailed if the plugin is missing, fails or does not keep to the protocol
     * @throws AgeException.NoAnswer if it fails after a question of it was not answered
     */
    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        return wrap(fileKey, name, plugins, "add-recipient", text);
    }

    /** Wraps for a recipient or for an identity: {@code command} tells which. */
    static WrappedFileKey wrap(FileKey fileKey, String name, Plugins plugins, String command, String key)
            throws AgeException {
        byte[] plain = fileKey.copyBytes();
        try (PluginSession session = PluginSession.start(name, "recipient-v1", plugins)) {
            session.send(command, key);
            session.sendGrease();
            session.send("wrap-file-key", List.of(), plain);
            session.send("extension-labels");
            Wrapping wrapping = new Wrapping();
            session.converse(wrapping);
            if (wrapping.isEmpty()) {
                throw new AgeException.PluginFailed(name, "gave no stanza for the file");
            }
            return new WrappedFileKey(wrapping.stanzas, wrapping.labels);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** What the plugin makes of the file key. */
    private static final class Wrapping implements PluginSession.Result {
        private final List<Stanza> stanzas = new ArrayList<>();
        private final Set<String> labels = new HashSet<>();
        private boolean labelled;

        @Override
        public boolean accept(Stanza message, PluginReader reader) throws AgeException.PluginFailed {
            switch (message.type()) {
                case "recipient-stanza" -> stanzas.add(stanza(message, reader));
                case "labels" -> label(message, reader);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static Stanza stanza(Stanza message, PluginReader reader) throws AgeException.PluginFailed {
            List<String> words = message.arguments();
            if (words.size() < 2 || !words.getFirst().equals(PluginSession.FILE_INDEX)) {
                throw reader.malformed("a stanza has the number of the only file, 0, and a type");
            }
            return new Stanza(words.get(1), words.subList(2, words.size()), message.body());
        }

        private void label(Stanza message, PluginReader reader) throws AgeException.PluginFailed {
            labels.addAll(message.arguments());
            if (labelled || labels.size() < message.arguments().size()) {
                throw reader.malformed("labels come once, and no two are the same");
            }
            labelled = true;
        }

        @Override
        public boolean isEmpty() {
            return stanzas.isEmpty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PluginRecipient recipient && text.equals(recipient.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text {@code age1NAME1...}. */
    @Override
    public String toString() {
        return text;
    }
}
