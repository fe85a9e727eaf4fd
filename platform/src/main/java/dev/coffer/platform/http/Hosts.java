package dev.coffer.platform.http;

import java.net.InetAddress;
import java.util.Optional;

/** What a host's text says by itself, without asking the name service. */
public final class Hosts {
    private Hosts() {}

    /** The IP address that the text is; empty for a name. An IPv6 address may stand in brackets. */
    public static Optional<InetAddress> literal(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return Optional.of(InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** True for {@code localhost}, 127.0.0.0/8 and ::1: what is sent there does not leave the machine. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
