package dev.coffer.age;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a header and not one byte more. Its size is bounded, so that a hostile file cannot take memory or time: at most
 * {@value #MAX_STANZAS} stanzas and {@value #MAX_LENGTH} bytes, which is room for so many post-quantum recipients.
 */
final class HeaderReader extends StanzaReader {
    static final int MAX_STANZAS = 1024;
    static final int MAX_LENGTH = 2 << 20;

    /** Enough for every first line that will ever be written, and little to read from a file that is something else. */
    private static final int MAX_FIRST_LINE = 64;

    private static final String MAC_START = Header.END_START + " ";

    private final InputStream in;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    private int lineNumber;

    private HeaderReader(InputStream in) {
        this.in = in;
    }

    static Header read(InputStream in) throws IOException {
        return new HeaderReader(in).header();
    }

    private Header header() throws IOException {
        firstLine();
        List<Stanza> stanzas = new ArrayList<>();
        while (true) {
            int lineStart = text.size();
            String line = line();
            if (line.startsWith(Header.STANZA_START)) {
                if (stanzas.size() == MAX_STANZAS) {
                    throw malformed("more than " + MAX_STANZAS + " stanzas");
                }
                stanzas.add(stanza(line));
            } else if (line.startsWith(Header.END_START)) {
                if (stanzas.isEmpty()) {
                    throw malformed("no stanza before the end of the header");
                }
                byte[] covered = Arrays.copyOf(text.toByteArray(), lineStart + Header.END_START.length());
                return new Header(List.copyOf(stanzas), covered, mac(line), text.size());
            } else {
                throw malformed("neither a stanza nor the end of the header");
            }
        }
    }

    private void firstLine() throws IOException {
        lineNumber++;
        int next = 0;
        while (text.size() < MAX_FIRST_LINE && next != '\n') {
            next = in.read();
            if (next < 0) {
                break;
            }
            text.write(next);
        }
        String line = text.toString(StandardCharsets.ISO_8859_1);
        if (line.startsWith(Armor.BEGIN)) {
            throw new AgeException.NotAgeFile("the age file is armored: take the armor off first");
        }
        if (!line.startsWith(Header.FAMILY)) {
            throw new AgeException.NotAgeFile(line.isEmpty() ? "not an age file: it is empty" : "not an age file");
        }
        if (next != '\n') {
            throw malformed(next < 0 ? "the file ends inside its header" : "the line is too long");
        }
        String version = line.substring(Header.FAMILY.length(), line.length() - 1);
        if (!Stanza.isWord(version)) {
            throw malformed("unexpected character");
        }
        if (!line.equals(Header.FIRST_LINE + "\n")) {
            throw new AgeException.UnknownVersion(version);
        }
    }

    private byte[] mac(String line) throws AgeException {
        if (!line.startsWith(MAC_START)) {
            throw malformed("no authentication code after the dashes");
        }
        byte[] mac = base64(line.substring(MAC_START.length()));
        if (mac.length != Header.MAC_LENGTH) {
            throw malformed("the authentication code has 32 bytes, not " + mac.length);
        }
        return mac;
    }

    @Override
    String line() throws IOException {
        lineNumber++;
        StringBuilder line = new StringBuilder(2 * Header.COLUMNS);
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw malformed("the file ends inside its header");
            }
            if (text.size() == MAX_LENGTH) {
                throw malformed("the header is longer than " + MAX_LENGTH + " bytes");
            }
            text.write(next);
            if (next == '\n') {
                return line.toString();
            }
            if (next < ' ' || next > '~') {
                throw malformed("unexpected character");
            }
            line.append((char) next);
        }
    }

    @Override
    AgeException.HeaderMalformed malformed(String problem) {
        return new AgeException.HeaderMalformed("age header, line " + lineNumber + ": " + problem);
    }
}
