package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is larger than the heap, in a Java of its own. */
class LargeFileTest {
    private static final int MEGABYTES = 24;

    @Test
    void a_file_larger_than_the_heap_is_encrypted_and_decrypted(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFileTest.class.getName(),
                        folder.resolve("large.age").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!java.waitFor(60, TimeUnit.SECONDS)) {
            java.destroyForcibly();
        }

        assertThat(java.waitFor()).as(Files.readString(output)).isZero();
        assertThat(output).hasContent("same");
    }

    /** Encrypts to the file, armored, and decrypts it again. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        byte[] megabyte = new byte[1 << 20];
        try (X25519Identity identity = X25519Identity.generate()) {
            try (OutputStream out = Age.encryptTo(identity.recipient())
                    .encrypt(Armor.encode(new BufferedOutputStream(Files.newOutputStream(file))))) {
                for (int i = 0; i < MEGABYTES; i++) {
                    Arrays.fill(megabyte, (byte) i);
                    out.write(megabyte);
                }
            }
            try (InputStream in = Age.decryptWith(identity)
                    .decrypt(Armor.decode(new BufferedInputStream(Files.newInputStream(file))))) {
                for (int i = 0; i < MEGABYTES; i++) {
                    Arrays.fill(megabyte, (byte) i);
                    if (!Arrays.equals(in.readNBytes(megabyte.length), megabyte)) {
                        throw new AssertionError("megabyte " + i + " differs");
                    }
                }
                if (in.read() >= 0) {
                    throw new AssertionError("more came out than went in");
                }
            }
        }
        System.out.print("same");
    }
}
