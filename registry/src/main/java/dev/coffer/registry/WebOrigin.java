package dev.coffer.registry;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: who gets the credentials.
 *
 * @param scheme {@code https} or {@code http}
 * @param host in lower case
 * @param port never left open
 */
record WebOrigin(String scheme, String host, int port) {
    static WebOrigin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new WebOrigin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** {@code host[:port]}, the port only when it is not the scheme's own. */
    String authority() {
        return port == (isSecure() ? 443 : 80) ? host : host + ":" + port;
    }
}
