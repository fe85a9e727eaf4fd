package dev.coffer.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RandomAccessTest {
    private static final int CHUNK = PayloadCipher.CHUNK_LENGTH;

    private final X25519Identity identity = X25519Identity.generate();
    private final Encryptor encryptor = Age.encryptTo(identity.recipient());
    private final Decryptor decryptor = Age.decryptWith(identity);

    /** Positions and lengths lie around the borders of chunks, and behind the end too. */
    @Property(tries = 200)
    void any_piece_is_the_piece_of_the_plaintext(
            @ForAll @IntRange(max = 3) int chunks,
            @ForAll @IntRange(max = 40) int off,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 5 * 41 * 41 * 5 - 1) Integer> choices)
            throws Exception {
        byte[] plaintext = randomBytes(Math.max(0, chunks * CHUNK + off - 20));
        try (SeekableByteChannel channel = decryptor.open(new BytesChannel(encryptor.encrypt(plaintext)))) {
            assertThat(channel.size()).isEqualTo(plaintext.length);
            for (int choice : choices) {
                int position = Math.max(0, choice % 5 * CHUNK + choice / 5 % 41 - 20);
                int length = Math.max(0, choice / 5 / 41 % 41 - 20 + choice / 5 / 41 / 41 * CHUNK / 2);
                ByteBuffer buffer = ByteBuffer.allocate(length);

                int read = channel.position(position).read(buffer);

                int from = Math.min(position, plaintext.length);
                byte[] expected = Arrays.copyOfRange(plaintext, from, Math.min(from + length, plaintext.length));
                assertThat(Arrays.copyOf(buffer.array(), buffer.position())).isEqualTo(expected);
                assertThat(read).isEqualTo(length > 0 && expected.length == 0 ? -1 : expected.length);
                assertThat(channel.position()).isEqualTo((long) position + expected.length);
            }
        }
    }

    @Test
    void one_damaged_chunk_does_not_harm_the_others() throws Exception {
        byte[] plaintext = randomBytes(4 * CHUNK);
        byte[] file = encryptor.encrypt(plaintext);
        file[file.length - 3 * PayloadCipher.SEALED_CHUNK_LENGTH] ^= 1;
        try (SeekableByteChannel channel = decryptor.open(new BytesChannel(file))) {
            ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK);
            assertThat(channel.read(buffer)).isEqualTo(CHUNK);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> channel.read(buffer))
                        .isInstanceOfSatisfying(
                                AgeException.PayloadDamaged.class,
                                damaged -> assertThat(damaged.chunk()).isEqualTo(2));
            }
            assertThat(channel.position()).isEqualTo(CHUNK);

            assertThat(channel.position(2 * CHUNK).read(buffer.clear())).isEqualTo(2 * CHUNK);
            assertThat(buffer.array()).isEqualTo(Arrays.copyOfRange(plaintext, 2 * CHUNK, 4 * CHUNK));
        }
    }

    @Test
    void a_file_of_another_length_is_refused_when_it_is_opened() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(2 * CHUNK + 5));
        int sealed = PayloadCipher.SEALED_CHUNK_LENGTH;
        for (int length : new int[] {
            file.length - 1,
            file.length - 5,
            file.length - 20,
            file.length - 21,
            file.length - 22,
            file.length - sealed,
            file.length - 21 - sealed,
            file.length - 21 - 2 * sealed,
            file.length + 1,
            file.length + 16,
            file.length + sealed,
        }) {
            assertThatThrownBy(() -> decryptor.open(new BytesChannel(Arrays.copyOf(file, length))))
                    .as("%s of %s bytes", length, file.length)
                    .isInstanceOf(AgeException.PayloadDamaged.class);
        }
    }

    @Test
    void a_file_that_is_cut_while_it_is_read_is_damaged() throws Exception {
        byte[] file = encryptor.encrypt(randomBytes(3 * CHUNK));
        int[] cut = {file.length};
        SeekableByteChannel shrinking = new SeekableByteChannel() {
            private final BytesChannel whole = new BytesChannel(file);

            @Override
            public int read(ByteBuffer target) {
                int left = cut[0] - (int) whole.position();
                if (left <= 0) {
                    return -1;
                }
                int limit = target.limit();
                target.limit(Math.min(limit, target.position() + left));
                int read = whole.read(target);
                target.limit(limit);
                return read;
            }

            @Override
            public long position() {
                return whole.position();
            }

            @Override
            public SeekableByteChannel position(long position) {
                whole.position(position);
                return this;
            }

            @Override
            public long size() {
                return cut[0];
            }

            @Override
            public int write(ByteBuffer source) {
                return whole.write(source);
            }

            @Override
            public SeekableByteChannel truncate(long size) {
                return whole.truncate(size);
            }

            @Override
            public boolean isOpen() {
                return whole.isOpen();
            }

            @Override
            public void close() {
                whole.close();
            }
        };
        try (SeekableByteChannel channel = decryptor.open(shrinking)) {
            cut[0] = file.length - PayloadCipher.SEALED_CHUNK_LENGTH - 1000;
            ByteBuffer buffer = ByteBuffer.allocate(3 * CHUNK);
            assertThat(channel.read(buffer)).isEqualTo(CHUNK);
            assertThatThrownBy(() -> channel.read(buffer)).isInstanceOf(AgeException.PayloadDamaged.class);
        }
    }

    @Test
    void the_channel_is_for_reading_and_closes_the_file() throws Exception {
        BytesChannel file = new BytesChannel(encryptor.encrypt(new byte[10]));
        SeekableByteChannel channel = decryptor.open(file);

        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> channel.truncate(1)).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(channel.position(Long.MAX_VALUE).read(ByteBuffer.allocate(1)))
                .isEqualTo(-1);
        assertThat(channel.isOpen()).isTrue();
        channel.close();
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThat(file.isOpen()).isFalse();
        for (Use use : List.<Use>of(channel::size, channel::position, () -> channel.read(ByteBuffer.allocate(1)))) {
            assertThatThrownBy(use::run).isInstanceOf(ClosedChannelException.class);
        }
    }

    private interface Use {
        Object run() throws IOException;
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
