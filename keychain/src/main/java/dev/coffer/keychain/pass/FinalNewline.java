package dev.coffer.keychain.pass;

import java.util.Arrays;

/**
 * One line feed at the end of a file is not part of the secret: people who insert by hand write it, docker-credential-pass
 * drops it. A secret that itself ends so gets one more, of which upstream drops both.
 */
final class FinalNewline {
    private FinalNewline() {}

    static byte[] protect(byte[] secret) {
        if (!endsWithNewline(secret)) {
            return secret.clone();
        }
        byte[] longer = Arrays.copyOf(secret, secret.length + 1);
        longer[secret.length] = '\n';
        return longer;
    }

    /** The secret; overwrites the text when it has to make another. */
    static byte[] drop(byte[] text) {
        if (!endsWithNewline(text)) {
            return text;
        }
        byte[] shorter = Arrays.copyOf(text, text.length - 1);
        Arrays.fill(text, (byte) 0);
        return shorter;
    }

    private static boolean endsWithNewline(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }
}
