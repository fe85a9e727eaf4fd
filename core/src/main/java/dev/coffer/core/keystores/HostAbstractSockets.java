package dev.coffer.core.keystores;

import dev.coffer.platform.sockets.AbstractSockets;
import dev.coffer.platform.sockets.LocalSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The way of this delivery to connect to abstract sockets, looked for when one is met: the JVM calls the C library, a
 * native executable has code of its own.
 */
final class HostAbstractSockets implements AbstractSockets {
    @Override
    public LocalSocket connect(byte[] name, Duration limit) throws IOException {
        Optional<AbstractSockets> host =
                ServiceLoader.load(AbstractSockets.class).findFirst();
        if (host.isEmpty()) {
            throw new IOException("the session bus has an abstract socket, to which this delivery cannot connect;"
                    + " give it one with a file: dbus-daemon --session --address=unix:path=FILE");
        }
        return host.get().connect(name, limit);
    }
}
