package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads recipients of every kind this library knows: {@link X25519Recipient}, {@link HybridRecipient},
 * {@link TagRecipient} and {@link HybridTagRecipient}.
 */
public final class Recipients {
    private Recipients() {}

    /**
     * Reads one recipient.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Recipient parse(String text) throws AgeException.KeyMalformed {
        if (text.startsWith(HybridRecipient.PREFIX + "1")) {
            return HybridRecipient.parse(text);
        }
        if (text.startsWith(TagRecipient.PREFIX + "1")) {
            return TagRecipient.parse(text);
        }
        if (text.startsWith(HybridTagRecipient.PREFIX + "1")) {
            return HybridTagRecipient.parse(text);
        }
        return X25519Recipient.parse(text);
    }

    /**
     * Reads a recipients file: one recipient a line; empty lines and those that begin with {@code #} are passed over.
     * The stream is left open.
     *
     * @return at least one recipient, in the order of the file
     * @throws AgeException.KeyMalformed if a line is not a recipient, with its number; if there is none; if the file is
     *     larger than 16 MiB
     * @throws IOException if reading fails
     */
    public static List<Recipient> read(InputStream in) throws IOException {
        return KeyLines.read(in, Recipients::parse);
    }
}
