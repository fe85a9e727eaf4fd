package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A stanza as it is written: a line of words, then its body as base64 in lines of 64, the last one shorter. */
final class StanzaText {
    private StanzaText() {}

    static byte[] of(Stanza stanza) {
        return of(stanza.type(), stanza.arguments(), stanza.body());
    }

    /** The body may be a secret: no other copy of it stays behind, and the caller wipes the result. */
    static byte[] of(String type, List<String> arguments, byte[] body) {
        StringBuilder words = new StringBuilder(Header.STANZA_START).append(type);
        for (String argument : arguments) {
            words.append(' ').append(argument);
        }
        byte[] firstLine = words.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = Base64.getEncoder().withoutPadding().encode(body);
        // The last line is always shorter than the others: a body of whole lines ends with an empty one.
        int lines = encoded.length / Header.COLUMNS + 1;
        byte[] text = Arrays.copyOf(firstLine, firstLine.length + encoded.length + lines);
        int at = firstLine.length;
        for (int start = 0; start <= encoded.length; start += Header.COLUMNS) {
            int length = Math.min(Header.COLUMNS, encoded.length - start);
            System.arraycopy(encoded, start, text, at, length);
            at += length;
            text[at++] = '\n';
        }
        Arrays.fill(encoded, (byte) 0);
        return text;
    }
}
