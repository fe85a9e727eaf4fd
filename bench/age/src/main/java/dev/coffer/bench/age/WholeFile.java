package dev.coffer.bench.age;

import dev.coffer.age.Age;
import dev.coffer.age.Decryptor;
import dev.coffer.age.Encryptor;
import dev.coffer.age.X25519Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Encrypts and decrypts files in one process that stays, so that it gets warm. Its argument is an identity file; a line
 * of input is {@code encrypt|decrypt stream|channel FROM TO}, each answered with the milliseconds it took.
 */
public final class WholeFile {
    private static final int BUFFER = 1 << 16;

    private final Encryptor encryptor;
    private final Decryptor decryptor;

    private WholeFile(X25519Identity identity) {
        encryptor = Age.encryptTo(identity.recipient());
        decryptor = Age.decryptWith(identity);
    }

    /** Answers lines until there are no more. */
    public static void main(String[] arguments) throws IOException {
        try (X25519Identity identity = X25519Identity.parse(
                        Files.readAllLines(Path.of(arguments[0])).getLast());
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            WholeFile files = new WholeFile(identity);
            String line;
            while ((line = lines.readLine()) != null) {
                String[] words = line.split(" ", 4);
                long begin = System.nanoTime();
                files.run(words[0] + " " + words[1], Path.of(words[2]), Path.of(words[3]));
                System.out.println((System.nanoTime() - begin) / 1e6);
            }
        }
    }

    private void run(String action, Path from, Path to) throws IOException {
        switch (action) {
            case "encrypt stream" -> {
                try (InputStream in = Files.newInputStream(from);
                        OutputStream out = encryptor.encrypt(Files.newOutputStream(to))) {
                    copy(in, out);
                }
            }
            case "decrypt stream" -> {
                try (InputStream in = decryptor.decrypt(Files.newInputStream(from));
                        OutputStream out = Files.newOutputStream(to)) {
                    copy(in, out);
                }
            }
            case "encrypt channel" -> {
                try (FileChannel in = FileChannel.open(from);
                        WritableByteChannel out = encryptor.encrypt(create(to))) {
                    copy(in, out);
                }
            }
            case "decrypt channel" -> {
                try (ReadableByteChannel in = decryptor.decrypt(FileChannel.open(from));
                        FileChannel out = create(to)) {
                    copy(in, out);
                }
            }
            default -> throw new IllegalArgumentException(action);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read;
        while ((read = in.read(buffer)) >= 0) {
            out.write(buffer, 0, read);
        }
    }

    private static void copy(ReadableByteChannel in, WritableByteChannel out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (in.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
    }
}
