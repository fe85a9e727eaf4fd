package dev.coffer.docker.tools;

import java.nio.file.Path;

/**
 * Where a tool takes a credential from. Its text is fit for printing. A key may hold a user name and a password before an
 * at sign; the text leaves them out.
 */
public sealed interface CredentialPlace {
    /**
     * An entry of a file.
     *
     * @param key as it is spelled in the file
     */
    record Entry(Path file, String key) implements CredentialPlace {
        @Override
        public String toString() {
            return Inquiry.printable(file.toString()) + ", entry " + Inquiry.shownKey(key);
        }
    }

    /**
     * An entry in the text of a variable.
     *
     * @param name without the dollar sign
     * @param key as it is spelled there
     */
    record Variable(String name, String key) implements CredentialPlace {
        @Override
        public String toString() {
            return "$" + name + ", entry " + Inquiry.shownKey(key);
        }
    }

    /**
     * A helper's answer.
     *
     * @param name what follows {@code docker-credential-}
     * @param asked the text that it was asked for
     */
    record Helper(String name, String asked) implements CredentialPlace {
        @Override
        public String toString() {
            return Inquiry.printable("docker-credential-" + name) + ", asked for " + Inquiry.shownKey(asked);
        }
    }
}
