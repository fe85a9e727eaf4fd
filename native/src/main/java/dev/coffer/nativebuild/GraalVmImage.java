package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the native executable by the {@code native-image} command of an installed GraalVM, for machines where the
 * builder from Maven Central has no C part of ours. The command brings its own C part; only the guard of the process
 * is added.
 */
final class GraalVmImage {
    /** The C sources that are not there to take a JVM's place. */
    private static final List<String> OUR_OWN = List.of("guard", "abstract_sockets");

    private final Places places;
    private final Path nativeImage;
    private final Path compiler;
    private final ImageOptions options;
    private final Layout layout;
    private final Path work;

    GraalVmImage(Places places, Path nativeImage, Path compiler, ImageOptions options, Layout layout, Path work) {
        this.places = places;
        this.nativeImage = nativeImage;
        this.compiler = compiler;
        this.options = options;
        this.layout = layout;
        this.work = work;
    }

    /** Builds the executable in the returned folder. */
    Path build() throws BuildFailure {
        try {
            Folders.clear(work);
            Path program = work.resolve("out").resolve(layout.program());
            Files.createDirectories(program.resolve("..").normalize());
            List<String> objects = new ArrayList<>();
            for (String name : OUR_OWN) {
                Path object = work.resolve(name + ".o");
                Path source = places.sources().resolve("c/program/" + name + ".c");
                Command.of(work, compiler.toString(), "-O2", "-fPIC", "-c", "-o", object.toString(), source.toString())
                        .run("compile-" + name);
                objects.add("-H:NativeLinkerOption=" + object);
            }
            ImageEntry.write(work.resolve("entry"), options.mainClass());
            List<String> words = new ArrayList<>(List.of(
                    nativeImage.toString(),
                    "-cp",
                    options.classPath(work.resolve("entry")),
                    "--no-fallback",
                    "-o",
                    program.toString()));
            words.addAll(objects);
            words.addAll(options.common());
            words.add(ImageEntry.NAME);
            Command.of(work, words).run("native-image");
            return work.resolve("out");
        } catch (IOException e) {
            throw new BuildFailure("cannot build with " + nativeImage + ": " + e, e);
        }
    }
}
