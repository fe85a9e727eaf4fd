package dev.coffer.core;

import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where foreign helpers are looked for: on the {@code PATH}, but never this very program under another name. */
final class HelperPrograms {
    /** The start script of the JVM delivery names itself in this property. */
    private static final String LAUNCHER_PROPERTY = "coffer.launcher";

    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    private HelperPrograms() {}

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
