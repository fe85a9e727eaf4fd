package dev.coffer.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** The ways to decrypt one and the same file. */
enum WayOfReading {
    ARRAY {
        @Override
        void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException {
            released.writeBytes(decryptor.decrypt(file));
        }
    },
    STREAM {
        @Override
        void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException {
            try (InputStream in = decryptor.decrypt(new ByteArrayInputStream(file))) {
                in.transferTo(released);
            }
        }
    },
    /** Never says that there is something to read, so that nothing is read ahead. */
    SLOW_STREAM {
        @Override
        void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException {
            try (InputStream in = decryptor.decrypt(new FilterInputStream(new ByteArrayInputStream(file)) {
                @Override
                public int available() {
                    return 0;
                }
            })) {
                in.transferTo(released);
            }
        }
    },
    CHANNEL {
        @Override
        void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException {
            try (ReadableByteChannel in =
                    decryptor.decrypt(Channels.newChannel((InputStream) new ByteArrayInputStream(file)))) {
                drain(in, released);
            }
        }
    },
    FILE_CHANNEL {
        @Override
        void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException {
            try (ReadableByteChannel in = decryptor.decrypt((ReadableByteChannel) new BytesChannel(file))) {
                drain(in, released);
            }
        }
    },
    RANDOM_ACCESS {
        @Override
        void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException {
            try (ReadableByteChannel in = decryptor.open(new BytesChannel(file))) {
                drain(in, released);
            }
        }
    };

    /** What came out, and what was wrong at last. */
    static final class Outcome {
        private final byte[] released;
        private final Optional<AgeException> problem;

        private Outcome(ByteArrayOutputStream released, Optional<AgeException> problem) {
            this.released = released.toByteArray();
            this.problem = problem;
        }

        byte[] released() {
            return released;
        }

        Optional<AgeException> problem() {
            return problem;
        }

        Optional<Class<?>> kind() {
            return problem.map(Object::getClass);
        }

        Optional<Long> chunk() {
            return problem.filter(AgeException.PayloadDamaged.class::isInstance)
                    .map(damaged -> ((AgeException.PayloadDamaged) damaged).chunk());
        }
    }

    abstract void read(Decryptor decryptor, byte[] file, ByteArrayOutputStream released) throws IOException;

    Outcome read(Decryptor decryptor, byte[] file) throws IOException {
        ByteArrayOutputStream released = new ByteArrayOutputStream();
        try {
            read(decryptor, file, released);
            return new Outcome(released, Optional.empty());
        } catch (AgeException problem) {
            return new Outcome(released, Optional.of(problem));
        }
    }

    /** Whether chunks before a damaged one are handed out. */
    boolean isGradual() {
        return this != ARRAY && this != RANDOM_ACCESS;
    }

    private static void drain(ReadableByteChannel in, ByteArrayOutputStream released) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        while (in.read(buffer) >= 0) {
            released.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }
}
