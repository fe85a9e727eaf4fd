package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A {@code libjvm.so} for the JDK's native libraries: they import some 160 names from it and are bound at load time,
 * so each must be there. A few do their work ({@code src/main/c/jvm}); the others stop the program.
 *
 * @param wanted the names that the libraries import
 * @param present the names that our C sources define
 */
record StubJvm(SortedSet<String> wanted, SortedSet<String> present) {
    /** The symbol version that the JDK's libraries ask for. */
    private static final String VERSION = "SUNWprivate_1.1";

    static boolean isJvmName(String symbol) {
        return symbol.startsWith("JVM_") || symbol.startsWith("jio_");
    }

    /** C source of the functions that only stop. */
    String source() {
        StringBuilder source = new StringBuilder("#include \"unsupported.h\"\n");
        for (String name : wanted) {
            if (!present.contains(name)) {
                source.append("void %1$s(void) { unsupported(\"%1$s\"); }%n".formatted(name));
            }
        }
        return source.toString();
    }

    /** The linker's version script: every name under the version that is asked for, all else hidden. */
    String versions() {
        TreeSet<String> all = new TreeSet<>(wanted);
        all.addAll(present);
        return "%s {%n  global: %s;%n  local: *;%n};%n".formatted(VERSION, String.join("; ", all));
    }

    void write(Path source, Path versions) throws BuildFailure {
        try {
            Files.writeString(source, source());
            Files.writeString(versions, versions());
        } catch (IOException e) {
            throw new BuildFailure("cannot write the stub libjvm: " + e.getMessage(), e);
        }
    }
}
