package dev.coffer.vault;

import dev.coffer.vault.files.DamagedException;

/** What an entry holds. Credentials and secrets have names of their own: the same text may name one of each. */
enum EntryKind {
    CREDENTIAL(1, "credential"),
    SECRET(2, "secret");

    private final int code;
    private final String word;

    EntryKind(int code, String word) {
        this.code = code;
        this.word = word;
    }

    static EntryKind ofCode(int code) throws DamagedException {
        for (EntryKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new DamagedException("holds an entry of an unknown kind");
    }

    /** The byte in the record. */
    int code() {
        return code;
    }

    /** The word that goes into the entry's file name. */
    String word() {
        return word;
    }
}
