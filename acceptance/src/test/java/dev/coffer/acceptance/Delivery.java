package dev.coffer.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The built program under test: the native executable or the plain JVM.
 *
 * @param bin the folder with {@code coffer} and {@code docker-credential-coffer}
 */
record Delivery(String name, Path bin) {
    /** The one that the build asked for with {@code -Dcoffer.delivery=native|jvm}. */
    static Delivery underTest() {
        String name = System.getProperty("coffer.delivery", "native");
        Path dist = projectRoot().resolve("dist");
        Delivery delivery =
                new Delivery(name, name.equals("jvm") ? dist.resolve("jvm").resolve("bin") : dist.resolve("bin"));
        if (!Files.isExecutable(delivery.program("docker-credential-coffer"))) {
            throw new IllegalStateException("no program in " + delivery.bin() + "; build it first: ./coffer version");
        }
        return delivery;
    }

    static Path projectRoot() {
        return Path.of(System.getProperty("coffer.root", "..")).toAbsolutePath().normalize();
    }

    boolean isNative() {
        return name.equals("native");
    }

    Path program(String program) {
        return bin.resolve(program);
    }
}
