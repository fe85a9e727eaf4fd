package dev.coffer.keychain.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.keychain.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A library that the tests compile themselves, of {@code src/test/c}. */
public final class CLibrary {
    private static final int LONGEST_TEXT = 1 << 20;

    private CLibrary() {}

    /** Compiles it; the path of the library. */
    public static String compile(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/stubs").toAbsolutePath());
        Path library = folder.resolve("lib" + name + ".so");
        Process gcc = new ProcessBuilder(
                        Needs.program("gcc"),
                        "-std=gnu11",
                        "-Wall",
                        "-Werror",
                        "-O1",
                        "-shared",
                        "-fPIC",
                        "-pthread",
                        "-o",
                        library.toString(),
                        "src/test/c/" + name + ".c")
                .inheritIO()
                .start();
        assertThat(gcc.waitFor(60, TimeUnit.SECONDS)).as("gcc ended").isTrue();
        assertThat(gcc.exitValue()).as("status of gcc").isZero();
        return library.toString();
    }

    /** The text that a function of the library returns. */
    public static String text(NativeFunction function, Object... arguments) {
        return NativeLibrary.sized(function.pointer(arguments), LONGEST_TEXT).getString(0);
    }
}
