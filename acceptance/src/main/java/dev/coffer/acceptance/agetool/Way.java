package dev.coffer.acceptance.agetool;

import dev.coffer.age.Armor;
import dev.coffer.age.Decryptor;
import dev.coffer.age.Encryptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The ways through the library that one and the same file can take. What came out before an error stays. */
public enum Way {
    ARRAY {
        @Override
        void encrypt(Encryptor encryptor, Path from, Path to) throws IOException {
            Files.write(to, encryptor.encrypt(Files.readAllBytes(from)));
        }

        @Override
        void decrypt(Decryptor decryptor, Path from, Path to) throws IOException {
            Files.write(to, decryptor.decrypt(Files.readAllBytes(from)));
        }
    },
    ARMORED_ARRAY {
        @Override
        void encrypt(Encryptor encryptor, Path from, Path to) throws IOException {
            Files.write(to, Armor.encode(encryptor.encrypt(Files.readAllBytes(from))));
        }

        @Override
        void decrypt(Decryptor decryptor, Path from, Path to) throws IOException {
            Files.write(to, decryptor.decrypt(Armor.decode(Files.readAllBytes(from))));
        }
    },
    STREAM {
        @Override
        void encrypt(Encryptor encryptor, Path from, Path to) throws IOException {
            try (OutputStream out = encryptor.encrypt(Files.newOutputStream(to))) {
                Files.copy(from, out);
            }
        }

        @Override
        void decrypt(Decryptor decryptor, Path from, Path to) throws IOException {
            try (InputStream in = decryptor.decrypt(Files.newInputStream(from));
                    OutputStream out = Files.newOutputStream(to)) {
                in.transferTo(out);
            }
        }
    },
    ARMORED_STREAM {
        @Override
        void encrypt(Encryptor encryptor, Path from, Path to) throws IOException {
            try (OutputStream out = encryptor.encrypt(Armor.encode(Files.newOutputStream(to)))) {
                Files.copy(from, out);
            }
        }

        @Override
        void decrypt(Decryptor decryptor, Path from, Path to) throws IOException {
            try (InputStream in = decryptor.decrypt(Armor.decode(Files.newInputStream(from)));
                    OutputStream out = Files.newOutputStream(to)) {
                in.transferTo(out);
            }
        }
    },
    CHANNEL {
        @Override
        void encrypt(Encryptor encryptor, Path from, Path to) throws IOException {
            try (FileChannel in = FileChannel.open(from);
                    WritableByteChannel out = encryptor.encrypt(create(to))) {
                copy(in, out);
            }
        }

        @Override
        void decrypt(Decryptor decryptor, Path from, Path to) throws IOException {
            try (ReadableByteChannel in = decryptor.decrypt(FileChannel.open(from));
                    FileChannel out = create(to)) {
                copy(in, out);
            }
        }
    },
    /** Decrypts from the end to the beginning. */
    RANDOM_ACCESS {
        @Override
        void encrypt(Encryptor encryptor, Path from, Path to) {
            throw new UnsupportedOperationException("files are encrypted from the beginning to the end");
        }

        @Override
        void decrypt(Decryptor decryptor, Path from, Path to) throws IOException {
            try (SeekableByteChannel in = decryptor.open(FileChannel.open(from));
                    FileChannel out = create(to)) {
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
                long end = in.size();
                while (end > 0) {
                    long start = (end - 1) / BUFFER * BUFFER;
                    in.position(start);
                    buffer.clear().limit((int) (end - start));
                    while (buffer.hasRemaining() && in.read(buffer) >= 0) {
                        // Until the piece is whole.
                    }
                    out.write(buffer.flip(), start);
                    end = start;
                }
            }
        }
    };

    private static final int BUFFER = 1_000_000;

    abstract void encrypt(Encryptor encryptor, Path from, Path to) throws IOException;

    abstract void decrypt(Decryptor decryptor, Path from, Path to) throws IOException;

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
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
