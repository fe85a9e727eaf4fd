package dev.coffer.nativebuild;

import java.nio.file.Path;
import java.util.UUID;

/** Builds any program by the recipe of {@link NativeExecutable}; for {@code scripts/check-native}. */
final class BuildCheck {
    private BuildCheck() {}

    /** Takes the repository, a folder of jars, the main class and a folder to work in; prints the executable's path. */
    public static void main(String[] words) {
        try {
            Path work = Path.of(words[3]).toAbsolutePath();
            ImageOptions options = new ImageOptions(words[2], Places.jars(Path.of(words[1])), "b");
            Path built = new NativeExecutable(
                            new Places(Path.of(words[0])), Machine.current(), options, UUID.randomUUID(), work)
                    .build();
            System.out.println(built.resolve("bin/coffer"));
        } catch (BuildFailure e) {
            System.err.println("coffer: " + e.getMessage());
            System.exit(1);
        }
    }
}
