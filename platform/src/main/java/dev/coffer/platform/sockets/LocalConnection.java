package dev.coffer.platform.sockets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Objects;
import jdk.net.ExtendedSocketOptions;

/** A connection over a Unix domain socket that has a file. */
public final class LocalConnection implements LocalSocket {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final SocketChannel channel;
    private final Selector selector;
    private Deadline deadline;

    private LocalConnection(SocketChannel channel, Selector selector, Deadline deadline) {
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
    }

    /**
     * Connects to the socket.
     *
     * @param socket its file
     * @param limit the time for this and, until {@link #limit} is called, for all that is read and written
     * @throws SocketTimeoutException when a busy server did not take the connection within the limit
     * @throws IOException when there is no such socket, nobody listens, or it may not be used
     */
    public static LocalConnection connect(Path socket, Duration limit) throws IOException {
        Deadline deadline = new Deadline(limit);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                channel.connect(address);
                return new LocalConnection(channel, Selector.open(), deadline);
            } catch (SocketException failed) {
                channel.close();
                if (!isQueueFull(failed)) {
                    throw failed;
                }
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
            pause(deadline);
        }
    }

    /**
     * A connection that a server accepted. It owns the channel from now on.
     *
     * @param limit as for {@link #connect}
     */
    public static LocalConnection of(SocketChannel accepted, Duration limit) throws IOException {
        accepted.configureBlocking(false);
        return new LocalConnection(accepted, Selector.open(), new Deadline(limit));
    }

    /** The user in whose name the other side connected or began to listen, as the kernel knows it. */
    public UserPrincipal peerUser() throws IOException {
        return Objects.requireNonNull(channel.getOption(ExtendedSocketOptions.SO_PEERCRED))
                .user();
    }

    @Override
    public void limit(Duration limit) {
        deadline = new Deadline(limit);
    }

    @Override
    public void readExactly(byte[] into) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer);
            if (count < 0) {
                throw new EOFException("the other side closed the connection");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ);
            }
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException ignored) {
            // The descriptor is given back whatever close(2) reports, and nothing waits in a buffer of ours.
        }
    }

    private void await(int operation) throws IOException {
        try {
            channel.register(selector, operation);
            selector.select(deadline.millisLeft());
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException closed) {
            throw new AsynchronousCloseException();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for the other side");
        }
    }

    /**
     * Linux answers EAGAIN when the server's queue is full, for which Java has no exception of its own; where the
     * system's words are in another language, a full queue is an ordinary failure.
     */
    private static boolean isQueueFull(SocketException failed) {
        return String.valueOf(failed.getMessage()).contains("temporarily unavailable");
    }

    private static void pause(Deadline deadline) throws IOException {
        try {
            Thread.sleep(Math.min(PAUSE.toMillis(), deadline.millisLeft()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        }
    }
}
