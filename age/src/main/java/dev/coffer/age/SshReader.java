package dev.coffer.age;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the data types of SSH from an array.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4251#section-5">RFC 4251, section 5</a>
 */
final class SshReader {
    private final byte[] bytes;
    private int position;

    SshReader(byte[] bytes) {
        this(bytes, 0);
    }

    /** Reads the array itself, so that no copy of a secret is left behind. */
    SshReader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
    }

    /** A number of 32 bits, which may come out negative. */
    int uint32() throws AgeException.KeyMalformed {
        require(Integer.BYTES);
        int number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            number = (number << Byte.SIZE) | (bytes[position++] & 0xff);
        }
        return number;
    }

    byte[] string() throws AgeException.KeyMalformed {
        int length = uint32();
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** A string that is a name: printable ASCII, and not long. */
    String name() throws AgeException.KeyMalformed {
        String name = new String(string(), StandardCharsets.ISO_8859_1);
        if (!isName(name)) {
            throw new AgeException.KeyMalformed("the SSH key is damaged: a name in it is none");
        }
        return name;
    }

    /** A positive integer in its one and shortest form, because keys are told apart by a hash of their bytes. */
    BigInteger positive() throws AgeException.KeyMalformed {
        byte[] magnitude = string();
        try {
            if (magnitude.length == 0
                    || magnitude[0] < 0
                    || (magnitude[0] == 0 && (magnitude.length == 1 || magnitude[1] >= 0))) {
                throw new AgeException.KeyMalformed("the SSH key is damaged: a number in it is not well formed");
            }
            return new BigInteger(magnitude);
        } finally {
            Arrays.fill(magnitude, (byte) 0);
        }
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    void requireEnd() throws AgeException.KeyMalformed {
        if (position != bytes.length) {
            throw new AgeException.KeyMalformed("the SSH key is damaged: something follows its end");
        }
    }

    /** True if the text may be the name of an algorithm, and so may be printed. */
    static boolean isName(String text) {
        return text.length() <= 64 && Stanza.isWord(text);
    }

    private void require(int length) throws AgeException.KeyMalformed {
        if (length < 0 || length > bytes.length - position) {
            throw new AgeException.KeyMalformed("the SSH key is damaged: it ends too early");
        }
    }
}
