package dev.coffer.core;

import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where foreign helpers are looked for: on the {@code PATH}, but never this very program under another name. */
final class HelperPrograms {
    /** The start script of the JVM delivery names itself in this property. */
    private static final String LAUNCHER_PROPERTY = "coffer.launcher";

    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    private HelperPrograms() {}

    /** True when the helper of this name, as it would be found, is this very program. */
    static boolean isOurself(Environment environment, String program) {
        return on(environment).find(program) instanceof Search.Missing
                && !(ProgramFinder.on(environment.get("PATH").orElse("")).find(program) instanceof Search.Missing);
    }

    static ProgramFinder on(Environment environment) {
        ProgramFinder programs = ProgramFinder.on(environment.get("PATH").orElse(""));
        try {
            programs.excluding(EXECUTABLE);
            String launcher = System.getProperty(LAUNCHER_PROPERTY);
            if (launcher != null) {
                programs.excluding(Path.of(launcher));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return programs;
    }
}
