package dev.coffer.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A built Coffer that can be copied to another place: {@code bin/} with the programs, beside it what they need.
 *
 * @param root the folder that holds {@code bin}, without links on the way to it
 * @param version the version of Coffer in it
 */
public record Delivery(Path root, String version) {
    /** The programs, as they lie in {@code bin}. The second one is what docker runs. */
    static final String COFFER = "coffer";

    static final String HELPER = "docker-credential-coffer";
    static final List<String> PROGRAMS = List.of(COFFER, HELPER);

    /** What belongs to the programs. A built folder may hold more, such as archives for other machines. */
    private static final List<String> PARTS = List.of("bin", "lib", "share", "licenses", "LICENSE", "NOTICE");

    private static final int BUILD_DIGITS = 12;
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");
    private static final String JAVA_RUNTIME = "lib/coffer/runtime";

    /**
     * The one that this process runs from.
     *
     * @throws SetupException when it runs from something else, such as a development environment
     */
    public static Delivery running(String version) throws IOException {
        Path root = System.getProperty("org.graalvm.nativeimage.imagecode") == null ? rootOfRuntime() : rootOfProgram();
        return at(root, version);
    }

    static Delivery at(Path root, String version) throws IOException {
        for (String program : PROGRAMS) {
            if (!Files.isExecutable(root.resolve("bin").resolve(program))) {
                throw new SetupException(
                        root + " is no built Coffer: it has no program bin/" + program,
                        "build it and run it from there: ./coffer setup");
            }
        }
        return new Delivery(root.toRealPath(), version);
    }

    private static Path rootOfProgram() throws IOException {
        Path bin = EXECUTABLE.toRealPath().getParent();
        return bin == null || bin.getParent() == null ? EXECUTABLE : bin.getParent();
    }

    private static Path rootOfRuntime() throws IOException {
        Path java = Path.of(System.getProperty("java.home", "/")).toRealPath();
        return java.endsWith(JAVA_RUNTIME) ? java.resolve("../../..").normalize() : java;
    }

    /** Twelve hex digits that differ where the files differ; another build of a version is installed under them. */
    public String build() throws IOException {
        return tree().fingerprint().substring(0, BUILD_DIGITS);
    }

    /** The files that belong to it. */
    FileTree tree() {
        return treeAt(root);
    }

    /** The files that would belong to it in another place. */
    static FileTree treeAt(Path root) {
        return new FileTree(root, PARTS);
    }
}
