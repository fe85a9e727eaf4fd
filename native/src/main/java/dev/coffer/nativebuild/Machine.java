package dev.coffer.nativebuild;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The machine that builds, as far as the choice of a delivery depends on it.
 *
 * @param os {@code linux}, {@code darwin}, {@code windows} or another name in lower case
 * @param architecture {@code x86_64}, {@code aarch64} or another name in lower case
 * @param musl whether the C library is musl rather than glibc
 * @param path the folders of PATH
 * @param environment the variables that may name a GraalVM
 * @param javaHome the JDK that runs this build
 */
record Machine(
        String os, String architecture, boolean musl, List<Path> path, Map<String, String> environment, Path javaHome) {

    static Machine current() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Machine(
                os.startsWith("mac") ? "darwin" : os.startsWith("win") ? "windows" : os,
                architecture.equals("amd64") ? "x86_64" : architecture,
                hasMuslLoader(),
                List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .toList(),
                System.getenv(),
                Path.of(System.getProperty("java.home")));
    }

    /** {@code linux-x86_64}: the part of the archive's name that says where it runs. */
    String platform() {
        return os + "-" + architecture;
    }

    Optional<Path> program(String name) {
        return path.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The C compiler, under the name that POSIX gives it or under gcc's. */
    Optional<Path> compiler() {
        return program("cc").or(() -> program("gcc"));
    }

    /** {@code native-image} of an installed GraalVM: from GRAALVM_HOME, JAVA_HOME or PATH. */
    Optional<Path> nativeImage() {
        for (String variable : List.of("GRAALVM_HOME", "JAVA_HOME")) {
            String home = environment.get(variable);
            if (home != null && !home.isEmpty()) {
                Path command = Path.of(home, "bin", "native-image");
                if (Files.isExecutable(command)) {
                    return Optional.of(command);
                }
            }
        }
        return program("native-image");
    }

    /** Why the native executable cannot be built here with the JDK alone; empty when it can. */
    Optional<String> obstacle() {
        if (!os.equals("linux") || !architecture.equals("x86_64")) {
            return Optional.of("the native build knows linux-x86_64 only, this is " + platform());
        }
        if (musl) {
            return Optional.of("the native build needs glibc, this system has musl");
        }
        if (compiler().isEmpty()) {
            return Optional.of("there is no C compiler (cc or gcc) on PATH");
        }
        for (String tool : List.of("nm", "strip")) {
            if (program(tool).isEmpty()) {
                return Optional.of("there is no " + tool + " on PATH (it comes with binutils)");
            }
        }
        return Optional.empty();
    }

    /** The file that starts dynamically linked programs; without it the kernel says "not found" of the program itself. */
    Optional<String> glibcLoader() {
        if (!os.equals("linux") || musl) {
            return Optional.empty();
        }
        return switch (architecture) {
            case "x86_64" -> Optional.of("/lib64/ld-linux-x86-64.so.2");
            case "aarch64" -> Optional.of("/lib/ld-linux-aarch64.so.1");
            default -> Optional.empty();
        };
    }

    private static boolean hasMuslLoader() {
        try (DirectoryStream<Path> loaders = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            // A glibc system may have musl installed beside it; then its own loader is there too.
            return loaders.iterator().hasNext() && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
        } catch (IOException e) {
            return false;
        }
    }
}
