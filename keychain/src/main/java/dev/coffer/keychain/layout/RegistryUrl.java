package dev.coffer.keychain.layout;

import java.util.Locale;
import java.util.Optional;

/**
 * A server address taken apart as docker-credential-helpers does for osxkeychain and wincred: nothing is normalised but
 * the case of the scheme.
 *
 * @param scheme {@code http}, {@code https} or empty when none was given
 * @param host without port and, for an IPv6 address, without brackets
 * @param port 0 when none was given
 * @param path raw, as it was given; empty when there is none
 */
public record RegistryUrl(String scheme, String host, int port, String path) {
    private static final int MAX_PORT = 65_535;

    /** The parts of the text; empty when it is no address: another scheme, no host, a bad port. A query is dropped. */
    public static Optional<RegistryUrl> parse(String text) {
        int schemeEnd = text.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        if (schemeEnd >= 0 && !scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        String rest = text.substring(schemeEnd >= 0 ? schemeEnd + 3 : text.startsWith("//") ? 2 : 0);
        rest = rest.substring(0, endOfPath(rest));
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        int colon = portColon(authority);
        String host = withoutBrackets(colon < 0 ? authority : authority.substring(0, colon));
        Optional<Integer> port = colon < 0 ? Optional.of(0) : port(authority.substring(colon + 1));
        if (host.isEmpty() || holdsAnyOf(host, "@[]") || port.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RegistryUrl(scheme, host, port.get(), path));
    }

    private static boolean holdsAnyOf(String text, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            if (text.indexOf(characters.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int endOfPath(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '?' || text.charAt(i) == '#') {
                return i;
            }
        }
        return text.length();
    }

    /** The colon before the port, or -1. Several colons without brackets are an IPv6 address without a port. */
    private static int portColon(String authority) {
        if (authority.startsWith("[")) {
            int colon = authority.indexOf(']') + 1;
            return colon > 0 && colon < authority.length() && authority.charAt(colon) == ':' ? colon : -1;
        }
        int first = authority.indexOf(':');
        return first == authority.lastIndexOf(':') ? first : -1;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<Integer> port(String digits) {
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            port = port * 10 + (c - '0');
            if (c < '0' || c > '9' || port > MAX_PORT) {
                return Optional.empty();
            }
        }
        return Optional.of(port);
    }

    /** True when the scheme is {@code http}; without a scheme it is https. */
    public boolean isPlainHttp() {
        return scheme.equals("http");
    }

    /** True when both lead to the same place: no scheme is https. */
    public boolean isSamePlaceAs(RegistryUrl other) {
        return isPlainHttp() == other.isPlainHttp()
                && host.equals(other.host)
                && port == other.port
                && path.equals(other.path);
    }

    /** This address; its scheme, port and path are the other's where it has none itself. */
    public RegistryUrl completedBy(RegistryUrl other) {
        return new RegistryUrl(
                scheme.isEmpty() ? other.scheme : scheme,
                host,
                port == 0 ? other.port : port,
                path.isEmpty() ? other.path : path);
    }

    /** As a URL, with scheme: {@code https://host[:port][/path]}. */
    @Override
    public String toString() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (isPlainHttp() ? "http://" : "https://") + name + (port == 0 ? "" : ":" + port) + path;
    }
}
