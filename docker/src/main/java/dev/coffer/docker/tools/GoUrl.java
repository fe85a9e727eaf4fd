package dev.coffer.docker.tools;

import java.util.Optional;

/** As much of Go's {@code net/url} as docker needs to find the host in a file's key. */
final class GoUrl {
    private static final String INVALID_IN_HOST = " \\^`{|}#/?@\"";

    private GoUrl() {}

    /** {@code host}, or {@code host:port} with an IPv6 address in brackets; empty when Go finds no host. */
    static Optional<String> hostAndPort(String text) {
        int mark = text.indexOf("://");
        if (mark <= 0 || holdsControl(text) || !isScheme(text.substring(0, mark))) {
            return Optional.empty();
        }
        String rest = cut(cut(text.substring(mark + 3), '#'), '?');
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        if (slash >= 0 && !isUnescapable(rest.substring(slash))) {
            return Optional.empty();
        }
        int at = authority.lastIndexOf('@');
        return hostAndPortOf(authority.substring(at + 1));
    }

    private static Optional<String> hostAndPortOf(String host) {
        int colon = host.lastIndexOf(':');
        int close = host.lastIndexOf(']');
        if (host.startsWith("[") && (close < 0 || (close < host.length() - 1 && colon != close + 1))) {
            return Optional.empty();
        }
        boolean hasPort = colon >= 0 && colon > close;
        String port = hasPort ? host.substring(colon + 1) : "";
        String name = hasPort ? host.substring(0, colon) : host;
        if (!isDigits(port) || name.isEmpty() || !isHost(name)) {
            return Optional.empty();
        }
        String bare = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        if (port.isEmpty()) {
            return Optional.of(bare);
        }
        return Optional.of(bare.indexOf(':') >= 0 ? "[" + bare + "]:" + port : bare + ":" + port);
    }

    private static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean inner = i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.');
            if (!letter && !inner) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHost(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (INVALID_IN_HOST.indexOf(c) >= 0 || c == '%') {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnescapable(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            if (i + 2 >= path.length() || hex(path.charAt(i + 1)) < 0 || hex(path.charAt(i + 2)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static String cut(String text, char at) {
        int index = text.indexOf(at);
        return index < 0 ? text : text.substring(0, index);
    }
}
