package dev.coffer.core.logins;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.core.Coffer;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Coffer as this machine has it now. */
sealed interface CofferState {
    /**
     * It could be opened.
     *
     * @param isSetUp whether this user ever made use of it: has settings, or a vault
     * @param answers remembers what it said, for as long as settings and vault stay as they are
     */
    record Open(Coffer coffer, boolean isSetUp, Answers answers) implements CofferState {}

    /** Its settings cannot be read or hold a mistake. */
    record Unusable(Lookup.Unavailable why) implements CofferState {}

    /** Watches the settings and the vault. */
    static Watched<CofferState> watch(Environment environment, Places places, Memory memory) {
        Path vault = places.data().resolve("vault");
        List<Path> files =
                List.of(places.config(), places.systemConfig(), vault.resolve("manifest"), vault.resolve("entries"));
        return new Watched<>(() -> files, () -> read(environment, files, memory), state -> state instanceof Open);
    }

    private static CofferState read(Environment environment, List<Path> files, Memory memory) {
        try {
            return new Open(Coffer.open(environment), isSetUp(files), new Answers(memory));
        } catch (IOException failure) {
            return new Unusable(new Lookup.Unavailable(
                    Kind.REFUSED,
                    new Reason(Printable.escape(String.valueOf(failure.getMessage()))),
                    "mend the settings: coffer config"));
        }
    }

    private static boolean isSetUp(List<Path> files) {
        for (Path file : files) {
            if (Files.exists(file)) {
                return true;
            }
        }
        return false;
    }
}
