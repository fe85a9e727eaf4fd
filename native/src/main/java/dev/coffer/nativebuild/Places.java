package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie in the repository.
 *
 * @param root the repository's top folder
 */
record Places(Path root) {
    /** The application's jars, put there by Maven. */
    Path application() {
        return root.resolve("native/target/app");
    }

    /** The jars of the program that fetches clouds' tokens, put there by Maven. */
    Path cloud() {
        return root.resolve("cloud/target/app");
    }

    /** The native-image builder's jars, put there by Maven's profile {@code native-builder}. */
    Path builder() {
        return root.resolve("native/target/builder");
    }

    /** Everything that a build leaves behind and that can be thrown away. */
    Path work(String delivery) {
        return root.resolve("native/target").resolve(delivery);
    }

    Path sources() {
        return root.resolve("native/src/main");
    }

    /** What is built. */
    Path dist() {
        return root.resolve("dist");
    }

    /** The jars of a folder, sorted by name so that the same input gives the same program. */
    static List<Path> jars(Path folder) throws BuildFailure {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new BuildFailure("no jars in " + folder);
            }
            return jars;
        } catch (IOException e) {
            throw new BuildFailure("no jars in " + folder + ": " + e.getMessage() + "; run scripts/build", e);
        }
    }
}
