package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Builds the native executable with nothing but a JDK, the builder's jars from Maven Central and a C compiler.
 *
 * <p>The builder runs without its driver and stops at the object file. What a GraalVM distribution would add to it is
 * our own C part and the JDK's own shared libraries.
 */
final class NativeExecutable {
    /** Every library of java.base that native code of the image may call, in the order of their dependencies. */
    private static final List<String> LIBRARIES = List.of("java", "net", "nio", "zip", "extnet");

    private static final String BUILDER_MODULE = "org.graalvm.nativeimage.builder";

    private final Places places;
    private final Machine machine;
    private final ImageOptions options;
    private final Layout layout;
    private final UUID buildId;
    private final Path work;
    private final Path clib;
    private final Path libraries;

    NativeExecutable(Places places, Machine machine, ImageOptions options, Layout layout, UUID buildId, Path work) {
        this.places = places;
        this.machine = machine;
        this.options = options;
        this.layout = layout;
        this.buildId = buildId;
        this.work = work;
        this.clib = work.resolve("clib");
        this.libraries = work.resolve("out").resolve(layout.libraries());
    }

    /** Builds the executable and its libraries in the returned folder. */
    Path build() throws BuildFailure {
        try {
            Folders.clear(work);
            Files.createDirectories(libraries);
            BuilderJars builder = new BuilderJars(Places.jars(places.builder()));
            BuilderHeaders.write(builder.svm(), clib);
            BuilderPatch.write(work.resolve("patch"));
            ImageEntry.write(work.resolve("entry"), options.mainClass());
            Files.write(work.resolve("openings.args"), builder.openings());
            Path image = generate(builder);
            copyJdkLibraries();
            linkStubJvm(image);
            return link(image);
        } catch (IOException e) {
            throw new BuildFailure("cannot build the native executable: " + e, e);
        }
    }

    private Path generate(BuilderJars builder) throws BuildFailure, IOException {
        List<String> words = new ArrayList<>();
        words.add(machine.javaHome().resolve("bin/java").toString());
        words.add("@" + work.resolve("openings.args"));
        words.addAll(List.of(
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "-XX:-UseJVMCICompiler",
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-Xmx4g",
                "-Xss10m",
                // What the driver tells the builder about the distribution it came with.
                "-Dsubstratevm.HostLibC=glibc",
                "-Dorg.graalvm.version=" + version(builder),
                "-Dorg.graalvm.vendorversion=Coffer",
                "-Dcom.oracle.graalvm.isaot=true",
                "-Dorg.graalvm.nativeimage.imagecode=buildtime",
                "-Dorg.graalvm.nativeimage.kind=executable",
                "-Djava.system.class.loader=com.oracle.svm.hosted.NativeImageSystemClassLoader",
                // Lambdas of the image must be the ones of the builder, not ready-made by the JDK.
                "-Djdk.internal.lambda.disableEagerInitialization=true",
                "-Djdk.internal.lambda.eagerlyInitialize=false",
                "-Djava.lang.invoke.InnerClassLambdaMetafactory.initializeLambdas=false",
                "-Djava.awt.headless=true",
                "-Duser.language=en",
                "-Duser.country=",
                "--enable-native-access=" + BUILDER_MODULE,
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules=ALL-DEFAULT",
                "--patch-module",
                BUILDER_MODULE + "=" + work.resolve("patch"),
                "--upgrade-module-path",
                path(builder.upgrade()),
                "--module-path",
                path(builder.modules()),
                "--module",
                BUILDER_MODULE + "/com.oracle.svm.hosted.NativeImageGeneratorRunner",
                "-imagecp",
                options.classPath(work.resolve("entry")),
                "-H:Class=" + ImageEntry.NAME,
                "-H:Name=coffer",
                "-H:Path=" + work,
                "-H:TempDirectory=" + work,
                "-H:CLibraryPath=" + clib,
                "-H:ImageBuildID=" + buildId,
                // The builder's own linking wants static JDK libraries, which no ordinary JDK has.
                "-H:+ExitAfterRelocatableImageWrite"));
        words.addAll(options.common());
        // The builder and the JDK need not be of the same update.
        new Command(work, Map.of("JVMCI_VERSION_CHECK", "ignore"), words).run("generate");
        try (Stream<Path> files = Files.walk(work, 2)) {
            return files.filter(file -> file.endsWith("coffer.o"))
                    .findFirst()
                    .orElseThrow(() ->
                            new BuildFailure("the builder wrote no object file; see " + work.resolve("generate.log")));
        }
    }

    private void copyJdkLibraries() throws IOException {
        for (String name : LIBRARIES) {
            String file = "lib" + name + ".so";
            Files.copy(machine.javaHome().resolve("lib").resolve(file), libraries.resolve(file));
        }
    }

    private void linkStubJvm(Path image) throws BuildFailure, IOException {
        SortedSet<String> wanted = jvmNames(List.of("--undefined-only", image.toString()));
        for (String name : LIBRARIES) {
            Path library = libraries.resolve("lib" + name + ".so");
            wanted.addAll(jvmNames(List.of("-D", "--undefined-only", library.toString())));
        }
        List<String> objects = compile("jvm");
        SortedSet<String> present = jvmNames(prepend("--defined-only", objects));
        Path source = work.resolve("stubs.c");
        Path versions = work.resolve("stubs.versions");
        new StubJvm(wanted, present).write(source, versions);

        List<String> words =
                compiler("-shared", "-o", libraries.resolve("libjvm.so").toString());
        words.add("-Wl,-soname,libjvm.so");
        words.add("-Wl,--version-script=" + versions);
        words.add("-I" + places.sources().resolve("c/jvm"));
        words.add(source.toString());
        words.addAll(objects);
        words.add("-ldl");
        words.add("-lpthread");
        Command.of(work, words).run("link-libjvm");
    }

    private Path link(Path image) throws BuildFailure, IOException {
        Path out = work.resolve("out");
        Path program = out.resolve(layout.program());
        Files.createDirectories(program.resolve("..").normalize());
        List<String> words = compiler("-o", program.toString());
        // A fixed address saves 42,000 relocations, a third of the whole run of a helper: docs/decisions/0002.
        words.add("-no-pie");
        words.add("-Wl,--gc-sections");
        words.add("-Wl,-rpath,$ORIGIN/" + layout.fromProgram());
        words.add(image.toString());
        words.addAll(compile("program"));
        words.add("-L" + libraries);
        for (String name : LIBRARIES) {
            words.add("-l" + name);
        }
        words.addAll(List.of("-ljvm", "-ldl", "-lpthread", "-lrt"));
        Command.of(work, words).run("link");
        Command.of(work, tool("strip"), "-s", program.toString()).run("strip");
        return out;
    }

    /** Compiles the C sources of a folder to object files. */
    private List<String> compile(String folder) throws BuildFailure, IOException {
        List<String> objects = new ArrayList<>();
        Path sources = places.sources().resolve("c").resolve(folder);
        Path to = Files.createDirectories(work.resolve("objects").resolve(folder));
        try (Stream<Path> files = Files.list(sources)) {
            for (Path source : files.filter(file -> file.toString().endsWith(".c"))
                    .sorted()
                    .toList()) {
                String name = source.getFileName().toString();
                Path object = to.resolve(name.substring(0, name.length() - 1) + "o");
                List<String> words = compiler("-c", "-o", object.toString());
                words.add("-I" + clib.resolve("include"));
                words.add(source.toString());
                Command.of(work, words).run("compile-" + name);
                objects.add(object.toString());
            }
        }
        return objects;
    }

    private List<String> compiler(String... more) throws BuildFailure {
        List<String> words = new ArrayList<>();
        words.add(machine.compiler()
                .orElseThrow(() -> new BuildFailure("no C compiler"))
                .toString());
        words.addAll(List.of("-std=gnu11", "-O2", "-fPIC", "-Wall", "-Wextra", "-Werror", "-D_FORTIFY_SOURCE=2"));
        words.addAll(List.of("-Wl,-z,relro,-z,now,-z,noexecstack"));
        words.addAll(List.of(more));
        return words;
    }

    /** The JVM's names among the symbols that {@code nm} prints with these words. */
    private SortedSet<String> jvmNames(List<String> optionsAndFiles) throws BuildFailure {
        List<String> words = new ArrayList<>(List.of(tool("nm")));
        words.addAll(optionsAndFiles);
        SortedSet<String> names = new TreeSet<>();
        for (String line : Command.of(work, words).lines("nm")) {
            // "                 U JVM_Halt@SUNWprivate_1.1" or "0000000000000000 T JVM_Halt"
            String name = line.substring(line.lastIndexOf(' ') + 1);
            int version = name.indexOf('@');
            names.add(version < 0 ? name : name.substring(0, version));
        }
        names.removeIf(name -> !StubJvm.isJvmName(name));
        return names;
    }

    private String tool(String name) throws BuildFailure {
        return machine.program(name)
                .orElseThrow(() -> new BuildFailure("no " + name))
                .toString();
    }

    private static String version(BuilderJars builder) throws BuildFailure {
        String name = builder.svm().getFileName().toString();
        return name.substring("svm-".length(), name.length() - ".jar".length());
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static String path(List<Path> jars) {
        return String.join(":", jars.stream().map(Path::toString).toList());
    }
}
