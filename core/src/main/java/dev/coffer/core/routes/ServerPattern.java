package dev.coffer.core.routes;

import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.Locale;

/**
 * Selects server addresses: {@code host[:port][/path]}, where a part of the host may hold {@code *} (any text within
 * that one label) and the whole pattern may be {@code **} (every server). The path, if there is one, selects itself and
 * what lies below it.
 *
 * <p>The host is compared label by label, so that {@code *.example.com} never selects {@code example.com.evil.test}.
 */
public final class ServerPattern {
    private static final String EVERYTHING = "**";

    private final String text;
    private final List<String> labels;
    private final int port;
    private final String path;

    private ServerPattern(String text, List<String> labels, int port, String path) {
        this.text = text;
        this.labels = labels;
        this.port = port;
        this.path = path;
    }

    /**
     * Reads a pattern.
     *
     * @throws dev.coffer.api.InvalidServerAddressException when it is none
     */
    public static ServerPattern parse(String text) {
        if (text.equals(EVERYTHING)) {
            return new ServerPattern(text, List.of(EVERYTHING), -1, "");
        }
        // A pattern is an address whose stars stand for host characters: what is no address without them is no pattern.
        ServerAddress shape = ServerAddress.parse(text.toLowerCase(Locale.ROOT).replace('*', '_'));
        String authority = text.substring(0, authorityEnd(text));
        int colon = authority.startsWith("[") ? -1 : authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String hostLowered = host.indexOf('*') >= 0 ? host.toLowerCase(Locale.ROOT) : shape.host();
        return new ServerPattern(text, List.of(hostLowered.split("\\.", -1)), shape.port(), pathOf(text));
    }

    private static int authorityEnd(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text.length() : slash;
    }

    private static String pathOf(String text) {
        String path = text.substring(authorityEnd(text));
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** True when the pattern selects the server. */
    public boolean matches(ServerAddress server) {
        if (labels.getFirst().equals(EVERYTHING)) {
            return true;
        }
        if (port != server.port()) {
            return false;
        }
        List<String> given = List.of(server.host().split("\\.", -1));
        if (given.size() != labels.size()) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!labelMatches(labels.get(i), given.get(i))) {
                return false;
            }
        }
        return path.isEmpty() || pathMatches(server);
    }

    private boolean pathMatches(ServerAddress server) {
        return server.path().equals(path) || server.path().startsWith(path + "/");
    }

    /** Matches one label against one pattern label with any number of stars, without backtracking blow-up. */
    private static boolean labelMatches(String pattern, String label) {
        int p = 0;
        int l = 0;
        int star = -1;
        int resume = 0;
        while (l < label.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = l;
            } else if (p < pattern.length() && pattern.charAt(p) == label.charAt(l)) {
                p++;
                l++;
            } else if (star >= 0) {
                p = star + 1;
                l = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
