package dev.coffer.core.keystores;

import dev.coffer.platform.sockets.AbstractSockets;
import dev.coffer.platform.sockets.LocalSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ServiceLoader;

/**
 * The way of this delivery to connect to abstract sockets, looked for when one is met: the JVM calls the C library, a
 * native executable has code of its own.
 */
final class HostAbstractSockets implements AbstractSockets {
    @Override
    public LocalSocket connect(byte[] name, Duration limit) throws IOException {
        AbstractSockets host = ServiceLoader.load(AbstractSockets.class)
                .findFirst()
                .orElseThrow(() -> new IOException("this delivery of coffer cannot connect to abstract sockets"));
        return host.connect(name, limit);
    }
}
