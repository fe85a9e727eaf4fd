package dev.coffer.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy.
 *
 * @param host name or address
 * @param port its port
 * @param userInfo {@code user:password}, where the proxy wants them
 */
record ProxyServer(String host, int port, Optional<String> userInfo) {
    /** The value of {@code Proxy-Authorization}. */
    Optional<String> authorization() {
        return userInfo.map(
                text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Host and port only: never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
