package dev.coffer.cli.setup;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to become, when set-up is undone, of the logins that only the vault has.
 *
 * @param inPlainText true to write them into config.json, where docker finds them without Coffer
 * @param export a file to write them to, in docker's format, readable by its owner only
 */
public record Keep(boolean inPlainText, Optional<Path> export) {
    /** Nothing: then undo is refused while there are such logins. */
    public static final Keep NOTHING = new Keep(false, Optional.empty());

    boolean isSaid() {
        return inPlainText || export.isPresent();
    }
}
