package dev.coffer.core.routes;

import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Selects server addresses: {@code host[:port][/path]}, where a part of the host may hold {@code *} (any text within
 * that one label) and the whole pattern may be {@code **} (every server). A last label that is nothing but {@code *}
 * stands for one label or more, so that {@code 123456789012.*} is everything of that account. The path, if there is one,
 * selects itself and what lies below it.
 *
 * <p>The host is compared label by label, so that {@code *.example.com} never selects {@code example.com.evil.test}.
 */
public final class ServerPattern {
    private static final String STARS = "**";

    /** Every server. */
    public static final ServerPattern EVERYTHING = new ServerPattern(STARS, List.of(STARS), -1, "");

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
        if (text.equals(STARS)) {
            return EVERYTHING;
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
        return labels.getFirst().equals(STARS) || (port == server.port() && hostMatches(server) && pathMatches(server));
    }

    /** True when it selects some paths of a server only. */
    public boolean hasPath() {
        return !path.isEmpty();
    }

    /** Why it does not select the server; empty when it does. */
    public Optional<String> mismatch(ServerAddress server) {
        if (matches(server)) {
            return Optional.empty();
        }
        if (!hostMatches(server)) {
            return Optional.of("another host");
        }
        return Optional.of(port != server.port() ? "another port" : "another path");
    }

    /** True when every server that the other pattern selects is selected by this one too. Never guesses: it may miss some. */
    public boolean covers(ServerPattern other) {
        if (labels.getFirst().equals(STARS)) {
            return true;
        }
        boolean comparable = !other.labels.getFirst().equals(STARS)
                && port == other.port
                && labels.size() == other.labels.size()
                && (path.isEmpty() || other.path.equals(path) || other.path.startsWith(path + "/"));
        for (int i = 0; comparable && i < labels.size(); i++) {
            // A star of the other pattern stands for any text, which only a star of ours covers.
            comparable = labels.get(i).equals(other.labels.get(i))
                    || labels.get(i).equals("*")
                    || (other.labels.get(i).indexOf('*') < 0 && labelMatches(labels.get(i), other.labels.get(i)));
        }
        return comparable && (isOpen() || !other.isOpen());
    }

    private boolean isOpen() {
        return labels.size() > 1 && labels.getLast().equals("*");
    }

    private boolean hostMatches(ServerAddress server) {
        List<String> given = List.of(server.host().split("\\.", -1));
        if (isOpen() ? given.size() < labels.size() : given.size() != labels.size()) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!labelMatches(labels.get(i), given.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean pathMatches(ServerAddress server) {
        return path.isEmpty() || server.path().equals(path) || server.path().startsWith(path + "/");
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
