package dev.coffer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name under which the program was called; it decides which protocol is spoken.
 *
 * <p>A native executable finds it in its own command line, where the kernel keeps {@code argv[0]} as it was given. A JVM
 * has no such thing: its start script hands the name over as the property {@value #PROPERTY}.
 */
record ProgramName(String value) {
    static final String PROPERTY = "coffer.program";
    static final String COFFER = "coffer";

    private static final String HELPER_PREFIX = "docker-credential-";
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    static ProgramName current() {
        String given = System.getProperty(PROPERTY);
        if (given == null && isNative()) {
            given = firstArgument();
        }
        return given == null ? new ProgramName(COFFER) : of(given);
    }

    /** The last part of a path, without the extension that Windows adds. */
    static ProgramName of(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return new ProgramName(name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name);
    }

    /** {@code X} when the program is called {@code docker-credential-X}. */
    Optional<String> helperSuffix() {
        return value.startsWith(HELPER_PREFIX)
                ? Optional.of(value.substring(HELPER_PREFIX.length()))
                : Optional.empty();
    }

    static boolean isNative() {
        return System.getProperty("org.graalvm.nativeimage.imagecode") != null;
    }

    private static String firstArgument() {
        try {
            String all = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.UTF_8);
            int end = all.indexOf('\0');
            return end < 0 ? all : all.substring(0, end);
        } catch (IOException noProcFileSystem) {
            return COFFER;
        }
    }
}
