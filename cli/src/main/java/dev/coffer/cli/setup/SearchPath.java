package dev.coffer.cli.setup;

import java.nio.file.Path;
import java.util.List;

/**
 * The {@code PATH} with which some clients look for their helper.
 *
 * @param name whose it is, for messages: {@code a login shell}
 * @param value folders, separated by colons
 * @param clients the clients that are started with it, for messages
 * @param remedy what to do when the helper is not on it
 */
record SearchPath(String name, String value, String clients, String remedy) {
    boolean has(Path folder) {
        return List.of(value.split(":", -1)).contains(folder.toString());
    }
}
