package dev.coffer.age;

import java.io.IOException;
import java.util.Set;

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

    /** The recipients may not share a file: one of them must be alone, or only with others of its kind. */
    public static final class RecipientsIncompatible extends AgeException {
        private RecipientsIncompatible(String message) {
            super(message);
        }

        static RecipientsIncompatible of(Set<String> some, Set<String> others) {
            return new RecipientsIncompatible(
                    some.contains(WrappedFileKey.POST_QUANTUM) != others.contains(WrappedFileKey.POST_QUANTUM)
                            ? "post-quantum recipients cannot be mixed with others: the file would be as weak as the weakest"
                            : "these recipients cannot share a file: a passphrase, for one, must be the only recipient");
        }
    }

    /** A passphrase was to be stretched with more work, and memory, than is allowed. Nothing was computed. */
    public static final class WorkFactorTooHigh extends AgeException {
        private WorkFactorTooHigh(int workFactor, String limit) {
            super("the passphrase's work factor is 2^" + workFactor + ", " + limit);
        }

        static WorkFactorTooHigh overLimit(int workFactor, int limit) {
            return new WorkFactorTooHigh(workFactor, "and at most 2^" + limit + " is allowed here");
        }

        static WorkFactorTooHigh overMemory(int workFactor, long needed, long available) {
            return new WorkFactorTooHigh(
                    workFactor,
                    "which takes " + (needed >> 20) + " MiB of memory: this program may use " + (available >> 20)
                            + " MiB in all");
        }
    }

    /** The passphrase that was given for an SSH key or an identity file does not open it. */
    public static final class PassphraseWrong extends AgeException {
        PassphraseWrong(String what) {
            super("the passphrase of " + what + " is wrong");
        }
    }

    /** A plugin is missing, failed, was silent for too long, or did not keep to the protocol. */
    public static final class PluginFailed extends AgeException {
        private final String plugin;

        PluginFailed(String plugin, String problem) {
            super("age-plugin-" + plugin + ": " + problem);
            this.plugin = plugin;
        }

        /** The plugin's name, as {@code yubikey}. */
        public String plugin() {
            return plugin;
        }
    }

    /** A question of a key to its user was not answered: see {@link Prompts}. */
    public static final class NoAnswer extends AgeException {
        /** Says why. */
        public NoAnswer(String message) {
            super(message);
        }
    }
}
