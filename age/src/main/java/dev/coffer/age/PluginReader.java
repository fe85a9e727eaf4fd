package dev.coffer.age;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the messages of a plugin. Their size and number are bounded: a plugin may be broken or hostile. */
final class PluginReader extends StanzaReader {
    /** The bytes of one message: room for a stanza of any known kind many times over. */
    static final int MAX_LENGTH = 1 << 16;

    /** The messages of one run: a plugin gives at most a few stanzas, and asks the user now and then. */
    static final int MAX_MESSAGES = 1024;

    /** The bytes of all messages of one run: what a header may hold. */
    static final int MAX_TOTAL = HeaderReader.MAX_LENGTH;

    private final String plugin;
    private final InputStream in;
    private int messages;
    private int length;
    private int total;

    PluginReader(String plugin, InputStream in) {
        this.plugin = plugin;
        this.in = new BufferedInputStream(in);
    }

    /**
     * The next message.
     *
     * @throws AgeException.PluginFailed if it is malformed, too long, or one too many
     * @throws EOFException if there is none, or it is not complete
     */
    Stanza next() throws IOException {
        messages++;
        length = 0;
        if (messages > MAX_MESSAGES) {
            throw new AgeException.PluginFailed(plugin, "more than " + MAX_MESSAGES + " messages, so it was ended");
        }
        String line = line();
        if (!line.startsWith(Header.STANZA_START)) {
            throw malformed("it does not begin as a stanza");
        }
        return stanza(line);
    }

    @Override
    String line() throws IOException {
        StringBuilder line = new StringBuilder(2 * Header.COLUMNS);
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            length++;
            total++;
            if (length > MAX_LENGTH) {
                throw malformed("it is longer than " + MAX_LENGTH + " bytes");
            }
            if (total > MAX_TOTAL) {
                throw new AgeException.PluginFailed(plugin, "more than " + MAX_TOTAL + " bytes, so it was ended");
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next < ' ' || next > '~') {
                throw malformed("unexpected character");
            }
            line.append((char) next);
        }
    }

    /** Also for a message that is a stanza, but not one of the protocol. */
    @Override
    AgeException.PluginFailed malformed(String problem) {
        return new AgeException.PluginFailed(plugin, "its message " + messages + " is malformed: " + problem);
    }
}
