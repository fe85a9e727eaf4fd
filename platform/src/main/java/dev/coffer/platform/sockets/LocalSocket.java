package dev.coffer.platform.sockets;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connected stream between two processes of this machine. Used by one thread at a time. */
public interface LocalSocket extends AutoCloseable {
    /** Gives everything that is read and written from now on, taken together, this much time. */
    void limit(Duration limit);

    /**
     * Fills the array.
     *
     * @throws SocketTimeoutException when the limit was reached
     * @throws java.io.EOFException when the other side closed the connection
     * @throws IOException also when the thread is interrupted
     */
    void readExactly(byte[] into) throws IOException;

    /**
     * Writes all the bytes.
     *
     * @throws SocketTimeoutException when the limit was reached
     * @throws IOException also when the thread is interrupted
     */
    void write(byte[] bytes) throws IOException;

    /** Closes the connection, also from another thread, whose wait then fails. Closing twice is harmless. */
    @Override
    void close();
}
