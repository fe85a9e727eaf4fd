package dev.coffer.platform.http;

import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.time.Duration;

/**
 * A careful HTTP/1.1 client. It follows no redirect, bounds every wait and every body, takes proxies from the
 * environment and always verifies TLS against the system's roots and the authorities of {@code certs.d}; there is no
 * way to switch that off. Certificates are read at the first {@code https} request, not before.
 */
public final class Http implements AutoCloseable {
    private Http() {}

    /** A client that finds proxies and certificates by the environment and calls itself {@code coffer/VERSION}. */
    public static Http of(Environment environment, String version) {
        throw new UnsupportedOperationException();
    }

    /** True when a request to that address goes through a proxy, which then resolves the host name. */
    public boolean isProxied(URI uri) throws HttpFailure {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends the request and reads the answer.
     *
     * @param limit how long it may take from now, where that is shorter than the client's own limit
     * @throws HttpFailure when no complete answer came
     */
    public Answer send(Call call, Duration limit) throws HttpFailure {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
