package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams and channels that are long enough to be worked on in parallel. */
@Timeout(60)
class ParallelChunksTest {
    private static final int CHUNK = PayloadCipher.CHUNK_LENGTH;
    private static final int SEALED = PayloadCipher.SEALED_CHUNK_LENGTH;

    private final X25519Identity identity = X25519Identity.generate();
    private final Encryptor encryptor = Age.encryptTo(identity.recipient());
    private final Decryptor decryptor = Age.decryptWith(identity);
    private final byte[] plaintext = randomBytes(50 * CHUNK + 7);

    @Test
    void a_channel_takes_buffers_of_every_kind() throws Exception {
        for (ByteBuffer buffer : new ByteBuffer[] {ByteBuffer.allocate(70_001), ByteBuffer.allocateDirect(70_001)}) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (WritableByteChannel out = encryptor.encrypt(Channels.newChannel(file))) {
                for (int done = 0; done < plaintext.length; done += buffer.capacity()) {
                    buffer.clear().put(plaintext, done, Math.min(buffer.capacity(), plaintext.length - done));
                    int length = buffer.flip().remaining();
                    assertThat(out.write(buffer)).isEqualTo(length);
                    assertThat(buffer.hasRemaining()).isFalse();
                }
            }
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            try (ReadableByteChannel in =
                    decryptor.decrypt((ReadableByteChannel) new BytesChannel(file.toByteArray()))) {
                while (in.read(buffer.clear()) >= 0) {
                    byte[] piece = new byte[buffer.flip().remaining()];
                    buffer.get(piece);
                    result.writeBytes(piece);
                }
            }
            assertThat(result.toByteArray()).isEqualTo(plaintext);
        }
    }

    @Test
    void a_closed_channel_says_so_and_closes_the_other() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        WritableByteChannel target = Channels.newChannel(file);
        WritableByteChannel out = encryptor.encrypt(target);
        out.write(ByteBuffer.wrap(plaintext));
        out.close();
        assertThat(out.isOpen()).isFalse();
        assertThat(target.isOpen()).isFalse();
        assertThatThrownBy(() -> out.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);

        BytesChannel source = new BytesChannel(file.toByteArray());
        ReadableByteChannel in = decryptor.decrypt((ReadableByteChannel) source);
        assertThat(in.isOpen()).isTrue();
        in.close();
        in.close();
        assertThat(in.isOpen()).isFalse();
        assertThat(source.isOpen()).isFalse();
        assertThatThrownBy(() -> in.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void closing_in_the_middle_wipes_key_and_plaintext() throws Exception {
        byte[] nonce = RandomBytes.of(PayloadCipher.NONCE_LENGTH);
        try (FileKey fileKey = FileKey.random()) {
            WipeableKey key = PayloadCipher.key(fileKey, nonce);
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            try (OutputStream out = new PayloadOutputStream(payload, PayloadCipher.key(fileKey, nonce))) {
                out.write(plaintext);
            }
            InputStream in = new PayloadInputStream(new ByteArrayInputStream(payload.toByteArray()), key);
            assertThat(in.readNBytes(30 * CHUNK)).isEqualTo(Arrays.copyOf(plaintext, 30 * CHUNK));
            in.close();
            assertThat(key.getEncoded()).containsOnly(0);
        }
        WipeableKey key = new WipeableKey(RandomBytes.of(32));
        ChunkSlot slot;
        try (ChunkPipeline pipeline = new ChunkPipeline(key)) {
            slot = pipeline.slot();
            Arrays.fill(slot.plain, (byte) 1);
            slot.seal(0, true, CHUNK);
            pipeline.begin(slot);
        }
        assertThat(slot.plain).containsOnly(0);
        assertThat(key.getEncoded()).containsOnly(0);
    }

    @Test
    void what_can_be_read_without_waiting_is_handed_out_without_waiting() throws Exception {
        byte[] file = encryptor.encrypt(plaintext);
        int start = file.length - (50 * SEALED + 7 + 16);
        for (int chunks = 1; chunks < 50; chunks++) {
            // One byte more tells that the chunk before it was not the last.
            int arrived = start + chunks * SEALED + 1;
            InputStream slow = new InputStream() {
                private int position;

                @Override
                public int read() {
                    assertThat(position)
                            .as("nobody waits for bytes that have not arrived")
                            .isLessThan(arrived);
                    return file[position++] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    assertThat(position)
                            .as("nobody waits for bytes that have not arrived")
                            .isLessThan(arrived);
                    int part = Math.min(length, arrived - position);
                    System.arraycopy(file, position, bytes, offset, part);
                    position += part;
                    return part;
                }

                @Override
                public int available() {
                    return arrived - position;
                }
            };
            InputStream in = decryptor.decrypt(slow);

            assertThat(in.readNBytes(chunks * CHUNK)).isEqualTo(Arrays.copyOf(plaintext, chunks * CHUNK));
        }
    }

    @Test
    void an_input_that_fails_gives_all_chunks_before_and_fails_again() throws Exception {
        byte[] file = encryptor.encrypt(plaintext);
        int start = file.length - (50 * SEALED + 7 + 16);
        int end = start + 37 * SEALED + 5;
        InputStream failing = decryptor.decrypt(new FilterInputStream(new ByteArrayInputStream(file, 0, end)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (read < 0) {
                    throw new IOException("disk gone");
                }
                return read;
            }

            @Override
            public int available() {
                return 1;
            }
        });
        assertThat(failing.readNBytes(37 * CHUNK)).isEqualTo(Arrays.copyOf(plaintext, 37 * CHUNK));
        assertThatThrownBy(failing::read).hasMessage("disk gone");
        assertThatThrownBy(failing::read).hasMessage("disk gone");
    }

    @Test
    void a_wrong_line_of_armor_is_named_after_the_chunks_before_it() throws Exception {
        byte[] armored = Armor.encode(encryptor.encrypt(plaintext));
        int line = 30_000;
        armored[Armor.BEGIN.length() + 1 + (line - 2) * 65] = '*';
        InputStream in = decryptor.decrypt(Armor.decode(new ByteArrayInputStream(armored)));

        int whole = (int) ((line - 2L) * 48 / SEALED) - 1;
        assertThat(in.readNBytes(whole * CHUNK)).isEqualTo(Arrays.copyOf(plaintext, whole * CHUNK));
        assertThatThrownBy(in::readAllBytes)
                .isInstanceOfSatisfying(AgeException.ArmorMalformed.class, malformed -> assertThat(malformed.line())
                        .isEqualTo(line));
    }

    @Test
    void a_write_that_fails_is_reported_and_the_file_is_not_finished() throws Exception {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        OutputStream out = encryptor.encrypt(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                if (disk.size() > 30 * SEALED) {
                    throw new IOException("disk full");
                }
                disk.write(value);
            }
        });
        assertThatThrownBy(() -> out.write(plaintext)).hasMessage("disk full");
        assertThatThrownBy(() -> out.write(plaintext)).hasMessageContaining("an earlier write failed");
        out.close();

        assertThatThrownBy(() -> decryptor.decrypt(disk.toByteArray())).isInstanceOf(AgeException.PayloadDamaged.class);
    }

    @Test
    void flush_passes_on_every_complete_chunk() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        OutputStream out = encryptor.encrypt(file);
        int header = file.size();
        out.write(plaintext);
        out.flush();
        assertThat(file.size()).isEqualTo(header + 50 * SEALED);
        out.write(1);
        out.close();
        assertThat(decryptor.decrypt(file.toByteArray())).hasSize(plaintext.length + 1);
    }

    @Test
    void an_interrupted_thread_stays_interrupted_and_loses_nothing() throws Exception {
        byte[] file = encryptor.encrypt(plaintext);
        Thread.currentThread().interrupt();
        byte[] result;
        try {
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            try (OutputStream out = encryptor.encrypt(again)) {
                out.write(decryptor.decrypt(new ByteArrayInputStream(file)).readAllBytes());
            }
            result = decryptor.decrypt(again.toByteArray());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(result).isEqualTo(plaintext);
    }

    @Test
    void a_busy_pool_holds_nothing_up() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        List<ForkJoinTask<?>> busy = new ArrayList<>();
        try {
            for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
                busy.add(ForkJoinPool.commonPool().submit(() -> {
                    return enough.await(30, TimeUnit.SECONDS);
                }));
            }
            assertThat(roundTrip()).isEqualTo(plaintext);
            assertThat(busy).noneMatch(ForkJoinTask::isDone);
        } finally {
            enough.countDown();
        }
    }

    @Test
    void many_streams_at_once_do_not_mix() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                results.add(threads.submit(this::roundTrip));
            }
            for (Future<byte[]> result : results) {
                assertThat(result.get()).isEqualTo(plaintext);
            }
        }
    }

    private byte[] roundTrip() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = encryptor.encrypt(file)) {
            out.write(plaintext);
        }
        try (InputStream in = decryptor.decrypt(new ByteArrayInputStream(file.toByteArray()))) {
            return in.readAllBytes();
        }
    }

    /** In a Java of its own, where nothing else wakes the common pool. */
    @Test
    void a_small_payload_wakes_no_thread_and_a_large_one_leaves_none_of_its_own(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParallelChunksTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!java.waitFor(30, TimeUnit.SECONDS)) {
            java.destroyForcibly();
        }

        assertThat(output).hasContent("""
                1024 bytes: 0 new threads
                65537 bytes: 0 new threads
                1048576 bytes: 0 new threads
                8388608 bytes: 1 new threads
                """);
    }

    /** Prints how many threads there are after each size that were not there before. */
    public static void main(String[] arguments) throws Exception {
        int before = Thread.getAllStackTraces().size();
        try (X25519Identity identity = X25519Identity.generate()) {
            for (int length : new int[] {1024, CHUNK + 1, 1 << 20, 8 << 20}) {
                ByteArrayOutputStream file = new ByteArrayOutputStream();
                try (OutputStream out = Age.encryptTo(identity.recipient()).encrypt(file)) {
                    out.write(new byte[length]);
                }
                try (InputStream in = Age.decryptWith(identity).decrypt(new ByteArrayInputStream(file.toByteArray()))) {
                    in.readAllBytes();
                }
                int threads = Thread.getAllStackTraces().size() - before;
                System.out.println(length + " bytes: " + threads + " new threads");
            }
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
