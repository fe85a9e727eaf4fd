package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private key as text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>, and RFC 1421 for the headers
 */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL_LENGTH = 64;

    private final String label;
    private final boolean hasHeaders;
    private final byte[] content;

    private Pem(String label, boolean hasHeaders, byte[] content) {
        this.label = label;
        this.hasHeaders = hasHeaders;
        this.content = content;
    }

    /** True if the file begins so, after white space. */
    static boolean isPem(byte[] file) {
        return startsWith(file, textStart(file), BEGIN);
    }

    static boolean startsWith(byte[] file, int from, String text) {
        byte[] start = text.getBytes(StandardCharsets.US_ASCII);
        int end = from + start.length;
        return end <= file.length && Arrays.equals(file, from, end, start, 0, start.length);
    }

    /** Where the white space ends that a file may begin with. */
    static int textStart(byte[] file) {
        int start = 0;
        while (start < file.length && isWhiteSpace(file[start])) {
            start++;
        }
        return start;
    }

    static Pem parse(byte[] file) throws AgeException.KeyMalformed {
        byte[] base64 = new byte[file.length];
        try {
            return parse(file, base64);
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
    }

    /** Works on bytes alone: a string could not be wiped. */
    private static Pem parse(byte[] file, byte[] base64) throws AgeException.KeyMalformed {
        int start = textStart(file);
        int end = lineEnd(file, start);
        String label = label(file, start, end);
        byte[] endLine = (END + label + DASHES).getBytes(StandardCharsets.US_ASCII);
        boolean hasHeaders = false;
        int length = 0;
        while (true) {
            start = end + 1;
            if (start >= file.length) {
                throw malformed("it ends before its end line");
            }
            end = lineEnd(file, start);
            int textEnd = end;
            while (textEnd > start && isWhiteSpace(file[textEnd - 1])) {
                textEnd--;
            }
            if (Arrays.equals(file, start, textEnd, endLine, 0, endLine.length)) {
                break;
            }
            if (isHeader(file, start, textEnd)) {
                hasHeaders = true;
            } else {
                System.arraycopy(file, start, base64, length, textEnd - start);
                length += textEnd - start;
            }
        }
        for (int i = end; i < file.length; i++) {
            if (!isWhiteSpace(file[i])) {
                throw malformed("something follows its end line");
            }
        }
        return new Pem(label, hasHeaders, decode(base64, length));
    }

    /** The words after {@code BEGIN}, as {@code RSA PRIVATE KEY}. */
    String label() {
        return label;
    }

    /** True if lines as {@code Proc-Type: 4,ENCRYPTED} stood before the base64. */
    boolean hasHeaders() {
        return hasHeaders;
    }

    /** What the base64 says: the array itself, which whoever parsed wipes. */
    byte[] content() {
        return content;
    }

    private static byte[] decode(byte[] base64, int length) throws AgeException.KeyMalformed {
        byte[] text = Arrays.copyOf(base64, length);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw malformed("it is not base64");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static String label(byte[] file, int start, int end) throws AgeException.KeyMalformed {
        int length = Math.min(end - start, BEGIN.length() + MAX_LABEL_LENGTH + DASHES.length() + 1);
        String line = new String(file, start, length, StandardCharsets.ISO_8859_1).stripTrailing();
        if (!line.startsWith(BEGIN) || !line.endsWith(DASHES) || line.length() < BEGIN.length() + DASHES.length()) {
            throw malformed("its first line is not that of a key");
        }
        String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < ' ' || label.charAt(i) > '~') {
                throw malformed("its first line is not that of a key");
            }
        }
        return label;
    }

    private static boolean isHeader(byte[] file, int start, int end) {
        for (int i = start; i < end; i++) {
            if (file[i] == ':') {
                return true;
            }
        }
        return false;
    }

    private static int lineEnd(byte[] file, int start) {
        int end = start;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isWhiteSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    private static AgeException.KeyMalformed malformed(String problem) {
        return new AgeException.KeyMalformed("the private key is damaged: " + problem);
    }
}
