package dev.coffer.age;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads stanzas from lines. Where lines come from, how long they may be, and which error a wrong one is, differs
 * between a header and the messages of a plugin.
 */
abstract class StanzaReader {
    /** The next line without its end: printable ASCII and spaces. */
    abstract String line() throws IOException;

    /** The error for what is wrong with the line that was read last. */
    abstract AgeException malformed(String problem);

    /** The stanza that begins with this line, which is known to have the right start. */
    final Stanza stanza(String firstLine) throws IOException {
        List<String> words = new ArrayList<>();
        int start = Header.STANZA_START.length();
        while (start <= firstLine.length()) {
            int space = firstLine.indexOf(' ', start);
            int end = space < 0 ? firstLine.length() : space;
            String word = firstLine.substring(start, end);
            if (!Stanza.isWord(word)) {
                throw malformed("a stanza's type and arguments stand between single spaces");
            }
            words.add(word);
            start = end + 1;
        }
        return new Stanza(words.getFirst(), words.subList(1, words.size()), body());
    }

    private byte[] body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Header.COLUMNS);
        String line;
        do {
            line = line();
            if (line.length() > Header.COLUMNS) {
                throw malformed("a line of a stanza's body has more than 64 columns");
            }
            body.writeBytes(base64(line));
        } while (line.length() == Header.COLUMNS);
        return body.toByteArray();
    }

    final byte[] base64(String encoded) throws AgeException {
        Optional<byte[]> decoded = CanonicalBase64.UNPADDED.decode(encoded.getBytes(StandardCharsets.US_ASCII));
        if (decoded.isEmpty()) {
            throw malformed("not canonical base64 without padding");
        }
        return decoded.get();
    }
}
