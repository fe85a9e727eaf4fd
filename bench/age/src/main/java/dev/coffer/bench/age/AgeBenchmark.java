package dev.coffer.bench.age;

import dev.coffer.age.Age;
import dev.coffer.age.Decryptor;
import dev.coffer.age.Encryptor;
import dev.coffer.age.X25519Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a warm JVM needs for small files and for 64 MiB, from memory to memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AgeBenchmark {
    private static final int LARGE = 64 << 20;

    private final X25519Identity identity = X25519Identity.generate();
    private final Encryptor encryptor = Age.encryptTo(identity.recipient());
    private final Decryptor decryptor = Age.decryptWith(identity);
    private final byte[] small = new byte[1024];
    private final byte[] large = new byte[LARGE];
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] smallFile;
    private final byte[] largeFile;

    /** Makes the files. */
    public AgeBenchmark() {
        Random random = new Random(1);
        random.nextBytes(small);
        random.nextBytes(large);
        try {
            smallFile = encryptor.encrypt(small);
            largeFile = encryptor.encrypt(large);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** 1 KiB, as an array. */
    @Benchmark
    public byte[] encrypt1KiB() throws IOException {
        return encryptor.encrypt(small);
    }

    /** 1 KiB, as an array. */
    @Benchmark
    public byte[] decrypt1KiB() throws IOException {
        return decryptor.decrypt(smallFile);
    }

    /** 64 MiB through a stream; the ciphertext is thrown away. */
    @Benchmark
    public void encrypt64MiB() throws IOException {
        try (OutputStream out = encryptor.encrypt(OutputStream.nullOutputStream())) {
            out.write(large);
        }
    }

    /** 64 MiB through a stream; the plaintext is thrown away. */
    @Benchmark
    public long decrypt64MiB() throws IOException {
        long total = 0;
        try (InputStream in = decryptor.decrypt(new ByteArrayInputStream(largeFile))) {
            int read;
            while ((read = in.read(buffer)) >= 0) {
                total += read;
            }
        }
        if (total != LARGE) {
            throw new IllegalStateException(total + " bytes came out");
        }
        return total;
    }
}
