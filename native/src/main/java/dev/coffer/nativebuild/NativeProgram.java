package dev.coffer.nativebuild;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A program to be built as a native executable.
 *
 * @param nativeImage an installed GraalVM's {@code native-image}, to be used instead of the builder from Maven Central
 */
record NativeProgram(Places places, Machine machine, ImageOptions options, Optional<Path> nativeImage) {
    /** Everything that decides what comes out. */
    Fingerprint parts() throws BuildFailure {
        Fingerprint parts = Fingerprint.ofBuild("native", options.application(), places, machine)
                .add(options.toString());
        if (nativeImage.isPresent()) {
            return parts.add(nativeImage.get().toString());
        }
        Places.jars(places.builder()).forEach(jar -> parts.add(jar.getFileName().toString()));
        return parts;
    }

    /** Builds {@code bin/coffer} and {@code lib/coffer} in the returned folder, below the one to work in. */
    Path build(Path work) throws BuildFailure {
        if (nativeImage.isEmpty()) {
            return new NativeExecutable(places, machine, options, parts().uuid(), work).build();
        }
        Path compiler = machine.compiler().orElseThrow(() -> new BuildFailure("no C compiler (cc or gcc) on PATH"));
        return new GraalVmImage(places, nativeImage.get(), compiler, options, work).build();
    }
}
