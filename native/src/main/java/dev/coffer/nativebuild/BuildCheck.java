package dev.coffer.nativebuild;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds programs for checks and tests by the recipe of the native executable. */
final class BuildCheck {
    private BuildCheck() {}

    /**
     * Takes the repository, a folder of jars, the main class and a folder; prints the path of the executable in that
     * folder. One that is made of the same parts is left as it is.
     */
    public static void main(String[] words) {
        try {
            Places places = new Places(Path.of(words[0]));
            Machine machine = Machine.current();
            Optional<Path> nativeImage = machine.obstacle().isPresent() ? machine.nativeImage() : Optional.empty();
            ImageOptions options =
                    new ImageOptions(words[2], Places.jars(Path.of(words[1]).toAbsolutePath()), List.of(), "b");
            NativeProgram program = new NativeProgram(places, machine, options, Layout.MAIN, nativeImage);
            Delivery delivery = new Delivery(Path.of(words[3]).toAbsolutePath());
            Fingerprint parts = program.parts();
            if (!delivery.isMadeOf(parts)) {
                System.err.println("coffer: building " + words[2] + " natively, which takes one to three minutes");
                delivery.install(List.of(program.build(delivery.folder().resolve("build"))), parts);
            }
            System.out.println(delivery.folder().resolve("bin/coffer"));
        } catch (BuildFailure e) {
            System.err.println("coffer: " + e.getMessage());
            System.exit(1);
        }
    }
}
