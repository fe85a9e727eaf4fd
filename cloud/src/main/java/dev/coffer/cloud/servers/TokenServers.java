package dev.coffer.cloud.servers;

import dev.coffer.platform.http.Hosts;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which servers may be told a secret. An address from the environment or from a key file is somebody else's word: it has
 * to be https and a known cloud's, or be allowed by name in the settings.
 *
 * <p>A host that is allowed by name may speak plain http if it is a loopback or link-local address: what goes there stays
 * on the machine or comes from its hypervisor.
 */
public final class TokenServers {
    private final List<String> suffixes;
    private final Set<String> allowed;

    /**
     * Makes the rule of one cloud.
     *
     * @param suffixes the ends of the cloud's host names, without a leading dot; a host that is one of them fits too
     * @param allowed {@code host} or {@code host:port} by the settings
     */
    public TokenServers(List<String> suffixes, Set<String> allowed) {
        this.suffixes = List.copyOf(suffixes);
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Why the address must not be used; empty when it may.
     *
     * @param named where the address comes from: {@code AZURE_AUTHORITY_HOST}
     */
    public Optional<String> objection(URI uri, String named) {
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null) {
            return Optional.of("the address in " + named + " is none of a token server");
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (isAllowed(host, uri.getPort()) && (https || (http && isNear(host)))) {
            return Optional.empty();
        }
        if (!https) {
            return Optional.of("the address in " + named + " is not https: " + host);
        }
        if (!isKnown(host)) {
            return Optional.of(
                    "the address in " + named + " is no host of this cloud, and the settings do not allow it: " + host);
        }
        return Optional.empty();
    }

    /** What a user can do about an objection. */
    public static String remedy(String host) {
        return "if the address is right, allow it: coffer config set token-hosts " + host;
    }

    private boolean isKnown(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        for (String suffix : suffixes) {
            if (lower.equals(suffix) || lower.endsWith("." + suffix)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAllowed(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return allowed.contains(lower) || (port >= 0 && allowed.contains(lower + ":" + port));
    }

    /** Loopback or link-local, so that nothing is sent over a network that others share. */
    public static boolean isNear(String host) {
        return Hosts.isLoopback(host)
                || Hosts.literal(host).filter(InetAddress::isLinkLocalAddress).isPresent();
    }
}
