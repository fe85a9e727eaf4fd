package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads files of keys: one a line in UTF-8; empty lines and those that begin with {@code #} are passed over. */
final class KeyLines {
    /** A limit against reading something that is no key file at all, the same as in the reference implementation. */
    private static final int MAX_LENGTH = 16 << 20;

    private KeyLines() {}

    interface Parser<K> {
        K parse(String line) throws AgeException.KeyMalformed;
    }

    static <K> List<K> read(InputStream in, Parser<K> parser) throws IOException {
        byte[] text = readAll(in);
        try {
            return parse(text, parser);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** A whole key file, which the caller wipes. */
    static byte[] readAll(InputStream in) throws IOException {
        byte[] file = in.readNBytes(MAX_LENGTH + 1);
        if (file.length > MAX_LENGTH) {
            Arrays.fill(file, (byte) 0);
            throw new AgeException.KeyMalformed("the key file is larger than 16 MiB");
        }
        return file;
    }

    /** At least one key. */
    static <K> List<K> parse(byte[] text, Parser<K> parser) throws AgeException.KeyMalformed {
        List<K> keys = new ArrayList<>();
        int lineNumber = 0;
        int start = 0;
        while (start < text.length) {
            lineNumber++;
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            int next = end + 1;
            if (end > start && text[end - 1] == '\r') {
                end--;
            }
            if (end > start && text[start] != '#') {
                try {
                    keys.add(parser.parse(new String(text, start, end - start, StandardCharsets.UTF_8)));
                } catch (AgeException.KeyMalformed malformed) {
                    throw new AgeException.KeyMalformed("line " + lineNumber + ": " + malformed.getMessage());
                }
            }
            start = next;
        }
        if (keys.isEmpty()) {
            throw new AgeException.KeyMalformed("the key file holds no key");
        }
        return List.copyOf(keys);
    }
}
