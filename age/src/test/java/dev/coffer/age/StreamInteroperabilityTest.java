package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Exchanges files of all sizes with the program {@code age} (Debian's package of that name) through streams, channels
 * and random access. {@link InteroperabilityTest} does so through arrays and armor.
 */
class StreamInteroperabilityTest {
    static final List<Integer> SIZES = List.of(0, 65_535, 65_536, 65_537, 1 << 20, 100 << 20);

    private final X25519Identity identity = X25519Identity.generate();
    private final Path folder;
    private final Path plain;
    private final Path encrypted;
    private final Path decrypted;
    private final Path identityFile;

    StreamInteroperabilityTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        plain = folder.resolve("plain");
        encrypted = folder.resolve("encrypted.age");
        decrypted = folder.resolve("decrypted");
        identityFile = Files.writeString(folder.resolve("identity.txt"), identity.encode() + "\n");
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void age_decrypts_our_streams(int size) throws Exception {
        makePlain(size);
        try (OutputStream out = Age.encryptTo(identity.recipient()).encrypt(Files.newOutputStream(encrypted))) {
            Files.copy(plain, out);
        }
        ageDecrypts();
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void age_decrypts_our_channels(int size) throws Exception {
        makePlain(size);
        try (FileChannel in = FileChannel.open(plain);
                WritableByteChannel out = Age.encryptTo(identity.recipient()).encrypt(create(encrypted))) {
            copy(in, out);
        }
        ageDecrypts();
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void we_decrypt_age_through_streams(int size) throws Exception {
        ageEncrypts(size);
        try (InputStream in = Age.decryptWith(identity).decrypt(Files.newInputStream(encrypted))) {
            Files.copy(in, decrypted);
        }
        assertThat(Files.mismatch(plain, decrypted)).isEqualTo(-1);
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void we_decrypt_age_through_channels(int size) throws Exception {
        ageEncrypts(size);
        try (ReadableByteChannel in = Age.decryptWith(identity).decrypt(FileChannel.open(encrypted));
                FileChannel out = create(decrypted)) {
            copy(in, out);
        }
        assertThat(Files.mismatch(plain, decrypted)).isEqualTo(-1);
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void we_read_age_at_any_position(int size) throws Exception {
        ageEncrypts(size);
        try (SeekableByteChannel channel = Age.decryptWith(identity).open(FileChannel.open(encrypted));
                FileChannel expected = FileChannel.open(plain);
                FileChannel out = create(decrypted)) {
            assertThat(channel.size()).isEqualTo(size);
            Random random = new Random(size);
            ByteBuffer piece = ByteBuffer.allocate(1000);
            ByteBuffer same = ByteBuffer.allocate(1000);
            for (int i = 0; i < 100 && size > 0; i++) {
                long position = random.nextInt(size);
                int length = channel.position(position).read(piece.clear());
                assertThat(expected.read(same.clear(), position)).isEqualTo(length);
                assertThat(piece.flip()).isEqualTo(same.flip());
            }
            channel.position(0);
            copy(channel, out);
        }
        assertThat(Files.mismatch(plain, decrypted)).isEqualTo(-1);
    }

    private void makePlain(int size) throws IOException {
        Random random = new Random(size);
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(plain))) {
            for (int left = size; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                out.write(buffer, 0, Math.min(left, buffer.length));
            }
        }
    }

    private void ageEncrypts(int size) throws Exception {
        makePlain(size);
        age("-r", identity.recipient().toString(), "-o", encrypted.toString(), plain.toString());
    }

    private void ageDecrypts() throws Exception {
        // With -o the program makes no file for an empty plaintext.
        age("-d", "-i", identityFile.toString(), encrypted.toString());
        assertThat(Files.mismatch(plain, decrypted)).isEqualTo(-1);
    }

    /** Fails with what the program printed on stderr. */
    private void age(String... arguments) throws Exception {
        Path errors = folder.resolve("errors");
        ProcessBuilder age = new ProcessBuilder("age");
        age.command().addAll(List.of(arguments));
        Process process = age.redirectOutput(
                        arguments[0].equals("-d")
                                ? decrypted.toFile()
                                : folder.resolve("output").toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void copy(ReadableByteChannel in, WritableByteChannel out) throws IOException {
        Channels.newInputStream(in).transferTo(Channels.newOutputStream(out));
    }
}
