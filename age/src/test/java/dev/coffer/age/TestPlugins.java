package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** A folder into which the test plugin is put under the names that say how it behaves. */
public final class TestPlugins {
    private static final byte[] KEY = "a key of 16 byte".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;

    public TestPlugins(Path folder) throws IOException {
        assertThat(Path.of("/usr/bin/python3"))
                .as("the test plugin is a Python program")
                .isExecutable();
        this.folder = folder;
    }

    /** Puts the plugin into the folder. */
    public Path install(String name) throws IOException {
        Path program = folder.resolve("age-plugin-" + name);
        try (InputStream in = Objects.requireNonNull(TestPlugins.class.getResourceAsStream("age-plugin.py"))) {
            Files.write(program, in.readAllBytes());
        }
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Plugins with(Prompts prompts) {
        return new Plugins(folder.toString(), prompts, Plugins.DEFAULT_SILENCE_LIMIT);
    }

    Plugins silentFor(Duration limit, Prompts prompts) {
        return new Plugins(folder.toString(), prompts, limit);
    }

    Path folder() {
        return folder;
    }

    public static String recipient(String name) {
        return Bech32.encode("age1" + name, KEY);
    }

    public static String identity(String name) {
        return Bech32.encode("AGE-PLUGIN-" + name.toUpperCase(Locale.ROOT) + "-", KEY);
    }

    static String otherIdentity(String name) {
        byte[] key = KEY.clone();
        Arrays.fill(key, 0, 4, (byte) 7);
        return Bech32.encode("AGE-PLUGIN-" + name.toUpperCase(Locale.ROOT) + "-", key);
    }

    /** Fails when a plugin, or a thread that served one, is still there after a moment. */
    static void assertNothingIsLeft() throws InterruptedException {
        for (int i = 0; i < 100 && (isThreadLeft() || isProcessLeft()); i++) {
            Thread.sleep(20);
        }
        assertThat(isThreadLeft()).as("a thread is left").isFalse();
        assertThat(isProcessLeft()).as("a process is left").isFalse();
    }

    private static boolean isThreadLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("age-plugin-"));
    }

    private static boolean isProcessLeft() {
        return ProcessHandle.current().descendants().findAny().isPresent();
    }
}
