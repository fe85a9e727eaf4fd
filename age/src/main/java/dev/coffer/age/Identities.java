package dev.coffer.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads identities of every kind this library knows: {@link X25519Identity} and {@link HybridIdentity}. */
public final class Identities {
    private Identities() {}

    /**
     * Reads one identity.
     *
     * @throws AgeException.KeyMalformed if the text is none; the message does not repeat it
     */
    public static Identity parse(String text) throws AgeException.KeyMalformed {
        if (text.startsWith(HybridIdentity.PREFIX + "1")) {
            return HybridIdentity.parse(text);
        }
        return X25519Identity.parse(text);
    }

    /**
     * Reads an identity file as {@code age-keygen} writes it: one identity a line; empty lines and those that begin with
     * {@code #} are passed over. The stream is left open.
     *
     * @return at least one identity, in the order of the file
     * @throws AgeException.KeyMalformed if a line is not an identity, with its number; if there is none; if the file is
     *     larger than 16 MiB
     * @throws IOException if reading fails
     */
    public static List<Identity> read(InputStream in) throws IOException {
        return KeyLines.read(in, Identities::parse);
    }
}
