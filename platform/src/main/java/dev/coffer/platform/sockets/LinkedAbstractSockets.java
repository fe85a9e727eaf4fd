package dev.coffer.platform.sockets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Abstract sockets in the native executable. It is linked with a {@code connect(2)} of its own that takes a path below
 * {@value #PREFIX} for the name of such a socket, in hex. Elsewhere no socket lies there.
 */
public final class LinkedAbstractSockets implements AbstractSockets {
    private static final String PREFIX = "/@/";

    /** A path of a socket has at most 107 bytes, and hex takes two for each of the name's. */
    private static final int MAX_NAME = (107 - PREFIX.length()) / 2;

    /** Does nothing before the first connection. */
    public LinkedAbstractSockets() {}

    @Override
    public LocalSocket connect(byte[] name, Duration limit) throws IOException {
        if (name.length > MAX_NAME) {
            throw new IOException("the name of the abstract socket is longer than " + MAX_NAME + " bytes");
        }
        return LocalConnection.connect(Path.of(PREFIX + HexFormat.of().formatHex(name)), limit);
    }
}
