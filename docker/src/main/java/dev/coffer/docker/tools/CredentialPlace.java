package dev.coffer.docker.tools;

import java.nio.file.Path;

/** Where a tool takes a credential from. */
public sealed interface CredentialPlace {
    /**
     * An entry of a file.
     *
     * @param key as it is spelled in the file
     */
    record Entry(Path file, String key) implements CredentialPlace {
        @Override
        public String toString() {
            return file + ", entry " + key;
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
            return "$" + name + ", entry " + key;
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
            return "docker-credential-" + name + ", asked for " + asked;
        }
    }
}
