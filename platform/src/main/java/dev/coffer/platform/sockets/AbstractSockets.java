package dev.coffer.platform.sockets;

import java.io.IOException;
import java.time.Duration;

/** Connects to Linux's abstract sockets, which have a name but no file (unix(7)). Java itself cannot. */
public interface AbstractSockets {
    /**
     * Connects to the socket.
     *
     * @param name its name without the leading NUL
     * @param limit the time for this and, until {@link LocalSocket#limit} is called, for all that is read and written
     */
    LocalSocket connect(byte[] name, Duration limit) throws IOException;
}
