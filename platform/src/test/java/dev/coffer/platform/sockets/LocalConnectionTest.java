package dev.coffer.platform.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LocalConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(60);

    private final Path socket;
    private final ServerSocketChannel server;

    LocalConnectionTest(@TempDir Path folder) throws IOException {
        socket = folder.resolve("socket");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 2);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void what_one_side_writes_the_other_reads_also_more_than_the_kernel_buffers() throws Exception {
        byte[] much = new byte[3 << 20];
        new Random(1).nextBytes(much);
        try (LocalConnection client = LocalConnection.connect(socket, LONG);
                LocalConnection accepted = LocalConnection.of(server.accept(), LONG);
                var threads = Executors.newSingleThreadExecutor()) {
            Future<byte[]> received = threads.submit(() -> {
                byte[] bytes = new byte[much.length];
                accepted.readExactly(bytes);
                accepted.write(new byte[] {7});
                return bytes;
            });
            client.write(much);
            byte[] answer = new byte[1];
            client.readExactly(answer);

            assertThat(received.get()).isEqualTo(much);
            assertThat(answer).containsExactly(7);
        }
    }

    @Test
    void reading_and_writing_end_at_the_limit() throws Exception {
        try (LocalConnection client = LocalConnection.connect(socket, SHORT)) {
            assertThatThrownBy(() -> client.readExactly(new byte[1]))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no answer within 60 ms");
            client.limit(SHORT);
            assertThatThrownBy(() -> client.write(new byte[8 << 20])).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_new_limit_begins_anew() throws Exception {
        try (LocalConnection client = LocalConnection.connect(socket, SHORT);
                LocalConnection accepted = LocalConnection.of(server.accept(), LONG)) {
            assertThatThrownBy(() -> client.readExactly(new byte[1])).isInstanceOf(SocketTimeoutException.class);
            client.limit(LONG);
            accepted.write(new byte[] {1});
            byte[] answer = new byte[1];
            client.readExactly(answer);

            assertThat(answer).containsExactly(1);
        }
    }

    @Test
    void a_closed_connection_is_said_to_be_so() throws Exception {
        try (LocalConnection client = LocalConnection.connect(socket, LONG)) {
            LocalConnection accepted = LocalConnection.of(server.accept(), LONG);
            accepted.write(new byte[] {1});
            accepted.close();
            accepted.close();

            assertThatThrownBy(() -> client.readExactly(new byte[2])).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void an_interrupted_thread_stops_waiting() throws Exception {
        try (LocalConnection client = LocalConnection.connect(socket, LONG);
                var threads = Executors.newSingleThreadExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> reading = threads.submit(() -> {
                begun.countDown();
                assertThatThrownBy(() -> client.readExactly(new byte[1])).isInstanceOf(IOException.class);
                assertThat(Thread.interrupted()).isTrue();
            });
            begun.await();
            threads.shutdownNow();
            reading.get();
        }
    }

    @Test
    void a_connection_closed_by_another_thread_ends_the_wait() throws Exception {
        LocalConnection client = LocalConnection.connect(socket, LONG);
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> reading = threads.submit(() ->
                    assertThatThrownBy(() -> client.readExactly(new byte[1])).isInstanceOf(IOException.class));
            client.close();
            reading.get();
        }
    }

    @Test
    void a_server_that_takes_no_connection_is_waited_for_until_the_limit() throws Exception {
        List<LocalConnection> queued = new ArrayList<>();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 16; i++) {
                            queued.add(LocalConnection.connect(socket, SHORT));
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
        } finally {
            queued.forEach(LocalConnection::close);
        }
    }

    @Test
    void where_nobody_listens_that_is_said_at_once() throws Exception {
        server.close();
        assertThatThrownBy(() -> LocalConnection.connect(socket, LONG)).isInstanceOf(SocketException.class);
        Files.delete(socket);
        assertThatThrownBy(() -> LocalConnection.connect(socket, LONG)).isInstanceOf(SocketException.class);
    }

    @Test
    void both_sides_know_whose_process_the_other_is() throws Exception {
        try (LocalConnection client = LocalConnection.connect(socket, LONG);
                LocalConnection accepted = LocalConnection.of(server.accept(), LONG)) {
            assertThat(client.peerUser()).isEqualTo(Files.getOwner(socket));
            assertThat(accepted.peerUser()).isEqualTo(Files.getOwner(socket));
        }
    }
}
