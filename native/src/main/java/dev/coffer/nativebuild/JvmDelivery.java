package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
    private final String mainClass;
    private final List<Path> application;
    private final Path work;
    private final Path library;

    JvmDelivery(Places places, Machine machine, String mainClass, List<Path> application, Path work) {
        this.places = places;
        this.machine = machine;
        this.mainClass = mainClass;
        this.application = application;
        this.work = work;
        this.library = work.resolve("out/lib/coffer");
    }

    /** Builds {@code bin/coffer} and {@code lib/coffer} in the returned folder. */
    Path build() throws BuildFailure {
        try {
            Folders.clear(work);
            Files.createDirectories(library.resolve("app"));
            for (Path jar : application) {
                Path copy = library.resolve("app").resolve(jar.getFileName());
                Files.copy(jar, copy);
                Files.setLastModifiedTime(copy, JAR_TIME);
            }
            linkRuntime(neededModules());
            writeLauncher();
            train();
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
        application.forEach(jar -> words.add(jar.toString()));
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

    private void writeLauncher() throws IOException {
        String template = Files.readString(places.sources().resolve("sh/coffer"));
        Path launcher = Files.createDirectories(work.resolve("out/bin")).resolve("coffer");
        Files.writeString(
                launcher, template.replace("@CLASS_PATH@", classPath("$lib")).replace("@MAIN_CLASS@", mainClass));
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
                        classPath(library.toString()),
                        mainClass,
                        cache.toString())
                .run("train");
        if (!Files.isRegularFile(cache)) {
            throw new BuildFailure("the training run left no cache; see " + work.resolve("train.log"));
        }
    }

    private String classPath(String lib) {
        return String.join(
                ":",
                application.stream()
                        .map(jar -> lib + "/app/" + jar.getFileName())
                        .toList());
    }

    private String jdk(String tool) {
        return machine.javaHome().resolve("bin").resolve(tool).toString();
    }
}
