package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program to be built as a native executable.
 *
 * @param layout where it lies in the delivery
 * @param nativeImage an installed GraalVM's {@code native-image}, to be used instead of the builder from Maven Central
 */
record NativeProgram(Places places, Machine machine, ImageOptions options, Layout layout, Optional<Path> nativeImage) {
    /** Everything that decides what comes out. */
    Fingerprint parts() throws BuildFailure {
        Fingerprint parts = Fingerprint.ofBuild("native", options.application(), places, machine)
                .add(options.toString())
                .add(layout.toString());
        if (nativeImage.isPresent()) {
            return parts.add(nativeImage.get().toString());
        }
        Places.jars(places.builder()).forEach(jar -> parts.add(jar.getFileName().toString()));
        return parts;
    }

    /**
     * Builds the executable and its libraries in the returned folder, below the one to work in. What is there already
     * and made of the same parts stays: mostly only one of two programs has changed.
     */
    Path build(Path work) throws BuildFailure {
        Path made = work.resolve("made-of");
        Path out = work.resolve("out");
        try {
            if (Files.isExecutable(out.resolve(layout.program()))
                    && Files.exists(made)
                    && Files.readString(made).equals(parts().hex())) {
                return out;
            }
            Path built = buildAnew(work);
            Files.writeString(made, parts().hex());
            return built;
        } catch (IOException e) {
            throw new BuildFailure("cannot write below " + work + ": " + e, e);
        }
    }

    private Path buildAnew(Path work) throws BuildFailure {
        if (nativeImage.isEmpty()) {
            return new NativeExecutable(places, machine, options, layout, parts().uuid(), work).build();
        }
        Path compiler = machine.compiler().orElseThrow(() -> new BuildFailure("no C compiler (cc or gcc) on PATH"));
        return new GraalVmImage(places, nativeImage.get(), compiler, options, layout, work).build();
    }
}
