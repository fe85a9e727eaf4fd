package dev.coffer.vault;

import java.nio.file.Path;

/** Where the vault's files lie. */
record VaultFolder(Path path) {
    Path manifest() {
        return path.resolve("manifest");
    }

    Path entries() {
        return path.resolve("entries");
    }

    Path index() {
        return path.resolve("index.age");
    }

    Path lock() {
        return path.resolve("lock");
    }
}
