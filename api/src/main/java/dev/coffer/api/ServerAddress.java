package dev.coffer.api;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a client sends as {@code ServerURL}: {@code host[:port]}, {@code host/path}, {@code https://index.docker.io/v1/}.
 *
 * <p>Two addresses are equal when they name the same server, however they are spelled: scheme https or none, port 443,
 * a trailing dot and the paths {@code /}, {@code /v1/}, {@code /v2/} make no difference, and the host is compared in
 * lower case and in its ASCII form. All spellings of Docker Hub are one; the two addresses under which Docker keeps the
 * tokens of its device login are servers of their own. {@code http://host} is not {@code host}, but finds it when
 * nothing is stored for itself.
 */
public final class ServerAddress {
    /** The identity of Docker Hub. */
    public static final String HUB_IDENTITY = "docker.io";

    /** The spelling under which Docker stores the login of Docker Hub. */
    public static final String HUB_SPELLING = "https://index.docker.io/v1/";

    private static final List<String> HUB_HOSTS = List.of("docker.io", "index.docker.io", "registry-1.docker.io");
    private static final String ACCESS_TOKEN = "access-token";
    private static final String REFRESH_TOKEN = "refresh-token";
    private static final int MAX_LENGTH = 4096;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final String spelling;
    private final boolean plainHttp;
    private final String host;
    private final int port;
    private final List<String> path;

    private ServerAddress(String spelling, boolean plainHttp, String host, int port, List<String> path) {
        this.spelling = spelling;
        this.plainHttp = plainHttp;
        this.host = host;
        this.port = port;
        this.path = List.copyOf(path);
    }

    /** Docker Hub. */
    public static ServerAddress hub() {
        return parse(HUB_SPELLING);
    }

    /** The addresses under which Docker keeps the two tokens of a login to Docker Hub by browser. */
    public static List<ServerAddress> hubTokens() {
        return List.of(parse(HUB_SPELLING + ACCESS_TOKEN), parse(HUB_SPELLING + REFRESH_TOKEN));
    }

    /**
     * Reads a server address.
     *
     * @throws InvalidServerAddressException when the text is none: empty, another scheme, user info, a query, a bad host
     *     or port
     */
    public static ServerAddress parse(String text) {
        return new Parser(text).parse();
    }

    /** The text as it was given. */
    public String spelling() {
        return spelling;
    }

    /**
     * Host name in lower-case ASCII without a trailing dot, or an IP address; an IPv6 address without brackets. For
     * every spelling of Docker Hub it is {@value #HUB_IDENTITY}.
     */
    public String host() {
        return host;
    }

    /** The port; -1 for the scheme's own. */
    public int port() {
        return port;
    }

    /** True when the address was spelled with {@code http://}. */
    public boolean isPlainHttp() {
        return plainHttp;
    }

    /** True for every spelling of Docker Hub itself. */
    public boolean isHub() {
        return identity().equals(HUB_IDENTITY);
    }

    /** {@code host}, {@code host:port} or {@code [v6]:port}. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port < 0 ? name : name + ":" + port;
    }

    /** The path without a trailing slash: {@code /a/b}; empty when there is none. */
    public String path() {
        return path.isEmpty() ? "" : "/" + String.join("/", path);
    }

    /** The one text that all spellings of this server share. For comparing and for deriving names, not for printing. */
    public String identity() {
        return identityOf(path.size());
    }

    /**
     * The identities to ask for, narrowest first: the address itself, the parents of its path, the host; then the same
     * for https where the address was spelled with {@code http://}.
     */
    public List<String> lookupOrder() {
        List<String> order = new ArrayList<>();
        int last = isHubToken() ? path.size() : 0;
        for (int length = path.size(); length >= last; length--) {
            order.add(identityOf(length));
        }
        if (plainHttp) {
            int securePort = port == HTTPS_PORT ? -1 : port;
            order.addAll(new ServerAddress(spelling, false, host, securePort, path).lookupOrder());
        }
        return List.copyOf(order);
    }

    private boolean isHubToken() {
        return isHubHost()
                && !path.isEmpty()
                && (path.getLast().equals(ACCESS_TOKEN) || path.getLast().equals(REFRESH_TOKEN));
    }

    private boolean isHubHost() {
        return !plainHttp && port < 0 && host.equals(HUB_IDENTITY);
    }

    private String identityOf(int pathLength) {
        StringBuilder identity = new StringBuilder();
        if (plainHttp) {
            identity.append("http://");
        }
        identity.append(authority());
        for (String segment : path.subList(0, pathLength)) {
            identity.append('/').append(segment);
        }
        return identity.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerAddress address && identity().equals(address.identity());
    }

    @Override
    public int hashCode() {
        return Objects.hash(identity());
    }

    @Override
    public String toString() {
        return spelling;
    }

    private static final class Parser {
        private final String text;

        Parser(String text) {
            this.text = text;
        }

        ServerAddress parse() {
            if (text.isEmpty()) {
                throw bad("is empty");
            }
            if (text.length() > MAX_LENGTH) {
                throw bad("is longer than " + MAX_LENGTH + " characters");
            }
            text.codePoints().forEach(Parser::refuseUnprintable);

            String rest = text;
            boolean plainHttp = false;
            int scheme = rest.indexOf("://");
            if (scheme >= 0 && scheme < rest.indexOf('/')) {
                String name = rest.substring(0, scheme).toLowerCase(Locale.ROOT);
                if (!name.equals("https") && !name.equals("http")) {
                    throw bad("has a scheme that is neither https nor http");
                }
                plainHttp = name.equals("http");
                rest = rest.substring(scheme + 3);
            }
            if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0 || rest.indexOf('\\') >= 0) {
                throw bad("holds a query, a fragment or a backslash");
            }
            int slash = rest.indexOf('/');
            String authority = slash < 0 ? rest : rest.substring(0, slash);
            String path = slash < 0 ? "" : rest.substring(slash + 1);
            if (authority.indexOf('@') >= 0) {
                throw bad("holds a user name before the host; give the user name separately");
            }
            int portColon = portColon(authority);
            String host = host(portColon < 0 ? authority : authority.substring(0, portColon));
            int port = portColon < 0 ? -1 : port(authority.substring(portColon + 1));
            if (port == (plainHttp ? HTTP_PORT : HTTPS_PORT)) {
                port = -1;
            }
            boolean hub = !plainHttp && port < 0 && HUB_HOSTS.contains(host);
            return new ServerAddress(text, plainHttp, hub ? HUB_IDENTITY : host, port, path(path));
        }

        private static void refuseUnprintable(int codePoint) {
            if (Character.isWhitespace(codePoint)
                    || Character.isSpaceChar(codePoint)
                    || Character.isISOControl(codePoint)
                    || Character.getType(codePoint) == Character.FORMAT
                    || Character.getType(codePoint) == Character.SURROGATE) {
                throw bad("holds a blank, control or invisible character");
            }
        }

        /** The colon before the port, or -1. An IPv6 address may stand without brackets when no port follows. */
        private static int portColon(String authority) {
            if (authority.startsWith("[")) {
                int close = authority.indexOf(']');
                if (close < 0) {
                    throw bad("has an opening bracket without a closing one");
                }
                if (close == authority.length() - 1) {
                    return -1;
                }
                if (authority.charAt(close + 1) != ':') {
                    throw bad("has text between the bracket and the port");
                }
                return close + 1;
            }
            int first = authority.indexOf(':');
            return first == authority.lastIndexOf(':') ? first : -1;
        }

        private static int port(String digits) {
            if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw bad("has a port that is not a number");
            }
            int port = Integer.parseInt(digits);
            if (port < 1 || port > 65535) {
                throw bad("has a port outside 1 to 65535");
            }
            return port;
        }

        private static String host(String name) {
            if (name.startsWith("[") || name.indexOf(':') >= 0) {
                return ipv6(name);
            }
            String ascii;
            try {
                ascii = name.chars().allMatch(c -> c < 0x80) ? name : IDN.toASCII(name);
            } catch (IllegalArgumentException notAHostName) {
                throw bad("has a host name that cannot be written in ASCII");
            }
            String host = ascii.toLowerCase(Locale.ROOT);
            if (host.endsWith(".")) {
                host = host.substring(0, host.length() - 1);
            }
            if (host.isEmpty() || host.length() > 253) {
                throw bad("has no host name, or one longer than 253 characters");
            }
            for (String label : host.split("\\.", -1)) {
                if (label.isEmpty() || label.length() > 63 || !label.chars().allMatch(Parser::isHostCharacter)) {
                    throw bad("has a host name with a part that is empty, too long or holds other than a-z 0-9 - _");
                }
            }
            return host;
        }

        private static boolean isHostCharacter(int c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }

        private static String ipv6(String name) {
            String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
            return Ipv6.canonical(bare).orElseThrow(() -> bad("has an IPv6 address that is not one"));
        }

        private static List<String> path(String text) {
            String path = text;
            while (path.endsWith("/")) {
                path = path.substring(0, path.length() - 1);
            }
            if (path.isEmpty() || path.equals("v1") || path.equals("v2")) {
                return List.of();
            }
            List<String> segments = List.of(path.split("/", -1));
            if (segments.contains("..") || segments.contains(".")) {
                throw bad("has . or .. in its path");
            }
            return segments;
        }

        private static InvalidServerAddressException bad(String why) {
            return new InvalidServerAddressException("the server address " + why);
        }
    }
}
