package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The delivery for machines without a native one: a Java runtime with what the application needs of the JDK, the
 * application's jars, an ahead-of-time cache of its classes, and a shell script that starts it.
 */
final class JvmDelivery {
    /** Put into the runtime itself, so that no start of it can go without them. */
    private static final List<String> RUNTIME_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx512m",
            // Keystores of macOS and Windows, and sockets without a file, are reached by calls into C.
            "--enable-native-access=ALL-UNNAMED",
            // The virtual machine prints to stdout by default, which is the answer of a helper. A cache that does not
            // fit costs time and nothing else, so nobody needs to read about it.
            "-Xlog:disable",
            "-Xlog:all=warning,aot*=off,cds*=off:stderr",
            "-XX:+DisplayVMOutputToStderr",
            // No memory of the process outside of it: no core, no crash report, no attaching.
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-XX:+DisableAttachMechanism");

    /**
     * The cache is checked against the times of the jars. A fixed time keeps it valid in copies and archives that keep
     * times, and makes two builds equal.
     */
    private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final Places places;
    private final Machine machine;
    private final Program main;
    private final Optional<Program> cloud;
    private final Path work;
    private final Path library;

    JvmDelivery(Places places, Machine machine, Program main, Optional<Program> cloud, Path work) {
        this.places = places;
        this.machine = machine;
        this.main = main;
        this.cloud = cloud;
        this.work = work;
        this.library = work.resolve("out/lib/coffer");
    }

    /**
     * A program on the runtime.
     *
     * @param mainClass the class whose {@code main} it is
     * @param jars its class path
     */
    record Program(String mainClass, List<Path> jars) {
        private String classPath(String lib) {
            return String.join(
                    ":",
                    jars.stream().map(jar -> lib + "/app/" + jar.getFileName()).toList());
        }
    }

    /** Builds {@code bin/coffer} and {@code lib/coffer} in the returned folder. */
    Path build() throws BuildFailure {
        try {
            Folders.clear(work);
            Files.createDirectories(library.resolve("app"));
            for (Path jar : jars()) {
                Path copy = library.resolve("app").resolve(jar.getFileName());
                // Both programs have the lower floors; their jars are the same.
                Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(copy, JAR_TIME);
            }
            linkRuntime(neededModules());
            writeLauncher("coffer", work.resolve("out/bin"), main);
            train();
            if (cloud.isPresent()) {
                writeLauncher("coffer-cloud", library, cloud.get());
                train(cloud.get());
            }
            return work.resolve("out");
        } catch (IOException e) {
            throw new BuildFailure("cannot build the JVM delivery: " + e, e);
        }
    }

    private String neededModules() throws BuildFailure {
        List<String> words = new ArrayList<>(List.of(
                jdk("jdeps"),
                "--multi-release",
                "25",
                "--ignore-missing-deps",
                "--print-module-deps",
                "--module-path",
                library.resolve("app").toString()));
        jars().forEach(jar -> words.add(jar.toString()));
        return Command.of(work, words).lines("jdeps").getLast().strip();
    }

    private void linkRuntime(String modules) throws BuildFailure {
        Command.of(
                        work,
                        jdk("jlink"),
                        "--add-modules",
                        modules,
                        "--add-options",
                        String.join(" ", RUNTIME_OPTIONS),
                        "--no-header-files",
                        "--no-man-pages",
                        "--strip-debug",
                        "--generate-cds-archive",
                        "--output",
                        library.resolve("runtime").toString())
                .run("jlink");
    }

    private List<Path> jars() {
        List<Path> jars = new ArrayList<>(main.jars());
        cloud.ifPresent(program -> jars.addAll(program.jars()));
        return jars;
    }

    private void writeLauncher(String name, Path folder, Program program) throws IOException {
        String template = Files.readString(places.sources().resolve("sh").resolve(name));
        Path launcher = Files.createDirectories(folder).resolve(name);
        Files.writeString(
                launcher,
                template.replace("@CLASS_PATH@", program.classPath("$lib"))
                        .replace("@MAIN_CLASS@", program.mainClass()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs the program as docker would, in a home of its own, and keeps the classes that this took. */
    private void train() throws BuildFailure, IOException {
        Path home = Files.createDirectory(
                work.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path cache = library.resolve("coffer.aot");
        Command.of(
                        work,
                        "env",
                        "-i",
                        "PATH=/usr/bin:/bin",
                        "HOME=" + home,
                        "sh",
                        places.sources().resolve("sh/train").toString(),
                        library.resolve("runtime/bin/java").toString(),
                        main.classPath(library.toString()),
                        main.mainClass(),
                        cache.toString())
                .run("train");
        requireCache(cache, "train");
    }

    /** Lets the program fetch a token from where nothing listens, and keeps the classes that this took. */
    private void train(Program program) throws BuildFailure {
        Path cache = library.resolve("coffer-cloud.aot");
        Command.of(
                        work,
                        "sh",
                        places.sources().resolve("sh/first-token").toString(),
                        library.resolve("runtime/bin/java").toString(),
                        "-XX:AOTCacheOutput=" + cache,
                        "-cp",
                        program.classPath(library.toString()),
                        program.mainClass())
                .run("train-cloud");
        requireCache(cache, "train-cloud");
    }

    private void requireCache(Path cache, String step) throws BuildFailure {
        if (!Files.isRegularFile(cache)) {
            throw new BuildFailure("the training run left no cache; see " + work.resolve(step + ".log"));
        }
    }

    private String jdk(String tool) {
        return machine.javaHome().resolve("bin").resolve(tool).toString();
    }
}
