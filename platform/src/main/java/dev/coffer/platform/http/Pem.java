package dev.coffer.platform.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Files in the textual encoding of RFC 7468. Text between the blocks is passed over, as everybody does. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final long MAX_BYTES = 16 << 20;

    private Pem() {}

    /** One block. */
    static final class Block {
        private final String label;
        private final byte[] der;
        private final boolean encrypted;

        private Block(String label, byte[] der, boolean encrypted) {
            this.label = label;
            this.der = der;
            this.encrypted = encrypted;
        }

        /** What stands behind BEGIN. */
        String label() {
            return label;
        }

        /** The decoded content itself, so that a reader of keys can wipe it; nothing when the block is encrypted. */
        byte[] der() {
            return der;
        }

        /** True for OpenSSL's old way to encrypt, by a header line. */
        boolean isEncrypted() {
            return encrypted;
        }
    }

    /** Every block of the file; none when it holds something else. */
    static List<Block> read(Path file) throws HttpFailure {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw damaged(file, "is longer than 16 MiB");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw damaged(file, "is not there");
        } catch (HttpFailure tooLong) {
            throw tooLong;
        } catch (IOException unreadable) {
            throw damaged(file, "cannot be read");
        }
        List<Block> blocks = new ArrayList<>();
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin)) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
            int end = labelEnd < 0 ? -1 : text.indexOf(END + label + DASHES, labelEnd);
            if (end < 0) {
                throw damaged(file, "breaks off in the middle of a block");
            }
            blocks.add(block(file, label, text.substring(labelEnd + DASHES.length(), end)));
            begin = end;
        }
        return blocks;
    }

    /** A file that cannot be used; the reason never quotes its content. */
    static HttpFailure damaged(Path file, String why) {
        return new HttpFailure(
                HttpFailure.Kind.BAD_TLS_FILE,
                "the certificate or key file " + file + " " + why,
                "repair or remove " + file);
    }

    private static Block block(Path file, String label, String content) throws HttpFailure {
        if (content.indexOf(':') >= 0) {
            return new Block(label, new byte[0], true);
        }
        byte[] base64 = content.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (byte letter : base64) {
            if (letter > ' ' || letter < 0) {
                base64[length++] = letter;
            }
        }
        try {
            return new Block(label, Base64.getDecoder().decode(Arrays.copyOf(base64, length)), false);
        } catch (IllegalArgumentException notBase64) {
            throw damaged(file, "holds a block that is not base64");
        }
    }
}
