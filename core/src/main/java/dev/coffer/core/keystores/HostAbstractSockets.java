package dev.coffer.core.keystores;

import dev.coffer.platform.sockets.AbstractSockets;
import dev.coffer.platform.sockets.LinkedAbstractSockets;
import dev.coffer.platform.sockets.LocalSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ServiceLoader;

/**
 * The way of this delivery to connect to abstract sockets: a native executable is linked with code of its own, the JVM
 * calls the C library, by a class that is looked for only when such a socket is met.
 */
final class HostAbstractSockets implements AbstractSockets {
    @Override
    public LocalSocket connect(byte[] name, Duration limit) throws IOException {
        return host().connect(name, limit);
    }

    private static AbstractSockets host() throws IOException {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            return new LinkedAbstractSockets();
        }
        return ServiceLoader.load(AbstractSockets.class)
                .findFirst()
                .orElseThrow(() -> new IOException("this delivery of coffer cannot connect to abstract sockets"));
    }
}
