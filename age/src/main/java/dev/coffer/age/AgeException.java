package dev.coffer.age;

import java.io.IOException;

/**
 * What is wrong with an age file or an age key. Messages never repeat key material.
 *
 * <p>It is an {@link IOException} because damage may show only while a decrypted stream is being read.
 */
public abstract sealed class AgeException extends IOException {
    private AgeException(String message) {
        super(message);
    }

    /** The file does not begin with {@code age-encryption.org/}. */
    public static final class NotAgeFile extends AgeException {
        NotAgeFile(String message) {
            super(message);
        }
    }

    /** The file is an age file of a version other than v1. */
    public static final class UnknownVersion extends AgeException {
        private final String version;

        UnknownVersion(String version) {
            super("age file of version " + version + ": only v1 is known");
            this.version = version;
        }

        /** The version as it stands in the file: at most 64 printable ASCII characters. */
        public String version() {
            return version;
        }
    }

    /** The header does not follow the grammar, a stanza breaks the rules of its type, or the file ends too early. */
    public static final class HeaderMalformed extends AgeException {
        /** Says what is wrong. Also thrown by an {@link Identity} for a stanza of its type that breaks the rules. */
        public HeaderMalformed(String message) {
            super(message);
        }
    }

    /** None of the identities unwraps the file key: the file is for somebody else, or its stanza is damaged. */
    public static final class NoIdentityMatched extends AgeException {
        NoIdentityMatched() {
            super("the file is not encrypted to any of the given identities");
        }
    }

    /** The file key was found, but the header is not the one that was written with it. */
    public static final class HeaderMacWrong extends AgeException {
        HeaderMacWrong() {
            super("the age header was changed: its authentication code does not fit");
        }
    }

    /** A chunk of the payload is damaged, missing, or follows the last one. All chunks before it were sound. */
    public static final class PayloadDamaged extends AgeException {
        private final long chunk;

        PayloadDamaged(long chunk, String problem) {
            super("the age file is damaged at chunk " + chunk + ": " + problem);
            this.chunk = chunk;
        }

        /** The number of the damaged chunk, from 1; a chunk is 64 KiB of plaintext. */
        public long chunk() {
            return chunk;
        }
    }

    /** The ASCII armor around a file is not well formed. */
    public static final class ArmorMalformed extends AgeException {
        private final long line;

        ArmorMalformed(long line, String problem) {
            super("age armor, line " + line + ": " + problem);
            this.line = line;
        }

        /** The line, from 1. */
        public long line() {
            return line;
        }
    }

    /** A text is not an identity or recipient, or one that cannot be used. */
    public static final class KeyMalformed extends AgeException {
        /** Says what is wrong, without the text: it may be a secret. */
        public KeyMalformed(String message) {
            super(message);
        }
    }
}
