package dev.coffer.docker.tools;

import java.nio.file.Path;

/** What holds entries. */
sealed interface Holder {
    /** The place of one of its entries. */
    CredentialPlace entry(String key);

    /** What it is called in a trail. */
    String shown(Inquiry inquiry);

    /** A file. */
    record InFile(Path file) implements Holder {
        @Override
        public CredentialPlace entry(String key) {
            return new CredentialPlace.Entry(file, key);
        }

        @Override
        public String shown(Inquiry inquiry) {
            return inquiry.shown(file);
        }
    }

    /** The text of a variable. */
    record InVariable(String name) implements Holder {
        @Override
        public CredentialPlace entry(String key) {
            return new CredentialPlace.Variable(name, key);
        }

        @Override
        public String shown(Inquiry inquiry) {
            return "$" + name;
        }
    }
}
