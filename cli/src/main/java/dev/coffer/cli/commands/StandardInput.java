package dev.coffer.cli.commands;

import java.io.IOException;
import java.util.Arrays;

/** What commands read from standard input. */
final class StandardInput {
    /** How much is read: far more than any password or auth file. */
    static final int MAX_BYTES = 1 << 20;

    private StandardInput() {}

    /**
     * A password: everything, without one line ending at its end, as docker reads it.
     *
     * @throws IOException when it is longer than {@value #MAX_BYTES} bytes or cannot be read
     */
    static byte[] readSecret() throws IOException {
        byte[] all = readAll();
        int length = all.length;
        if (length > 0 && all[length - 1] == '\n') {
            length--;
        }
        if (length > 0 && all[length - 1] == '\r') {
            length--;
        }
        byte[] secret = Arrays.copyOf(all, length);
        Arrays.fill(all, (byte) 0);
        return secret;
    }

    /** Everything. */
    static byte[] readAll() throws IOException {
        byte[] bytes = System.in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("standard input is longer than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }
}
