package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes armor off line by line. */
final class ArmorInputStream extends InputStream {
    private final InputStream in;
    private byte[] line = {};
    private int position;
    private long lineNumber;
    private boolean begun;
    private boolean ended;
    private boolean shortLineSeen;
    private AgeException.@Nullable ArmorMalformed failure;

    ArmorInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? line[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int part = Math.min(length, line.length - position);
        System.arraycopy(line, position, bytes, offset, part);
        position += part;
        return part;
    }

    /** Counts the lines that wait to be read as whole ones, each with a CRLF. */
    @Override
    public int available() throws IOException {
        int lines = ended ? 0 : in.available() / (Armor.COLUMNS + 2);
        return line.length - position + lines * Armor.BYTES_PER_LINE;
    }

    private boolean hasMore() throws IOException {
        while (position == line.length && !ended) {
            if (failure != null) {
                throw failure;
            }
            try {
                advance();
            } catch (AgeException.ArmorMalformed malformed) {
                failure = malformed;
                throw malformed;
            }
        }
        return position < line.length;
    }

    /** Reads one line of base64, or all that follows the last one. */
    private void advance() throws IOException {
        if (!begun) {
            begin();
            begun = true;
        }
        String text = line(Armor.COLUMNS);
        if (text.equals(Armor.END)) {
            end();
            ended = true;
            return;
        }
        if (shortLineSeen) {
            throw malformed("the end line must follow the first line that is shorter than 64 columns");
        }
        if (text.isEmpty()) {
            throw malformed("an empty line");
        }
        line = CanonicalBase64.PADDED
                .decode(text.getBytes(StandardCharsets.US_ASCII))
                .orElseThrow(() -> malformed("not canonical base64"));
        position = 0;
        shortLineSeen = line.length < Armor.BYTES_PER_LINE;
    }

    private void begin() throws IOException {
        int skipped = 0;
        String text = line(Armor.MAX_WHITE_SPACE);
        while (!text.equals(Armor.BEGIN)) {
            skipped += text.length() + 1;
            if (!isWhiteSpace(text) || skipped > Armor.MAX_WHITE_SPACE) {
                throw malformed("not the line " + Armor.BEGIN);
            }
            text = line(Armor.MAX_WHITE_SPACE);
        }
    }

    private void end() throws IOException {
        byte[] rest = in.readNBytes(Armor.MAX_WHITE_SPACE + 1);
        if (rest.length > Armor.MAX_WHITE_SPACE || !isWhiteSpace(new String(rest, StandardCharsets.ISO_8859_1))) {
            lineNumber++;
            throw malformed("something follows the end line");
        }
    }

    /** The next line without its end, LF or CRLF. */
    private String line(int maxLength) throws IOException {
        lineNumber++;
        StringBuilder text = new StringBuilder(Armor.COLUMNS + 1);
        int next = in.read();
        if (next < 0) {
            throw malformed("the text ends before the end line");
        }
        while (next >= 0 && next != '\n') {
            // One more, which may be the CR.
            if (text.length() > maxLength) {
                throw malformed("the line is too long");
            }
            text.append((char) next);
            next = in.read();
        }
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\r') {
            text.setLength(last);
        }
        if (text.length() > maxLength) {
            throw malformed("the line is too long");
        }
        return text.toString();
    }

    private static boolean isWhiteSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (" \t\r\n\f\u000b".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private AgeException.ArmorMalformed malformed(String problem) {
        return new AgeException.ArmorMalformed(lineNumber, problem);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
