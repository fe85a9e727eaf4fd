package dev.coffer.kubernetes.matching;

import java.nio.charset.StandardCharsets;

/**
 * Host, port and path of what Go's {@code url.Parse} (1.26) makes of {@code https://} and the text; user info, query and
 * fragment are checked and dropped. All texts here are bytes, one a character, as Go compares bytes.
 *
 * @param host without the brackets of an IPv6 address where a port follows, with them where none does: so does Go's
 *     {@code net.SplitHostPort}, and the kubelet takes what is left for a glob
 * @param port digits; empty when there is none
 * @param path with the slash in front, percent-decoded
 * @param hasIgnoredParts whether something was dropped
 */
record SchemelessUrl(String host, String port, String path, boolean hasIgnoredParts) {

    /** @throws InvalidImagePatternException where Go reports an error */
    static SchemelessUrl parse(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int hash = bytes.indexOf('#');
        String beforeHash = hash < 0 ? bytes : bytes.substring(0, hash);
        refuseControlCharacters(beforeHash);
        int question = beforeHash.indexOf('?');
        String rest = question < 0 ? beforeHash : beforeHash.substring(0, question);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = PercentCode.decode(slash < 0 ? "" : rest.substring(slash));
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            checkUserInfo(authority.substring(0, at));
        }
        if (hash >= 0) {
            PercentCode.decode(bytes.substring(hash + 1));
        }
        boolean ignored = hash >= 0 || question >= 0 || at >= 0;
        return ofAuthority(authority.substring(at + 1), path, ignored);
    }

    /** Host and port as a text that parses to the same. */
    String authority() {
        String name = host.indexOf(':') >= 0 && !port.isEmpty() ? "[" + host + "]" : host;
        return port.isEmpty() ? name : name + ":" + port;
    }

    private static SchemelessUrl ofAuthority(String authority, String path, boolean ignored) {
        int open = authority.lastIndexOf('[');
        if (open > 0) {
            throw new InvalidImagePatternException("has a bracket that is not at the beginning of the host");
        }
        if (open == 0) {
            return ofBrackets(authority, path, ignored);
        }
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : port(authority.substring(colon));
        String decoded = PercentCode.decodeHost(host);
        // A stray bracket makes Go's SplitHostPort give up, and the port stays part of the host.
        return decoded.indexOf(']') >= 0 && colon >= 0
                ? new SchemelessUrl(decoded + ":" + port, "", path, ignored)
                : new SchemelessUrl(decoded, port, path, ignored);
    }

    private static SchemelessUrl ofBrackets(String authority, String path, boolean ignored) {
        int close = authority.lastIndexOf(']');
        if (close < 0) {
            throw new InvalidImagePatternException("has an opening bracket without a closing one");
        }
        boolean hasPort = close < authority.length() - 1;
        String port = hasPort ? port(authority.substring(close + 1)) : "";
        String address = PercentCode.decodeHost(authority.substring(1, close));
        if (!Ipv6Literal.isOne(address)) {
            throw new InvalidImagePatternException(
                    "has brackets around something that is no IPv6 address; character classes are not possible");
        }
        return new SchemelessUrl(hasPort ? address : "[" + address + "]", port, path, ignored);
    }

    /** Takes what begins with the colon. */
    private static String port(String colonAndDigits) {
        for (int i = 1; i < colonAndDigits.length(); i++) {
            char c = colonAndDigits.charAt(i);
            if (c < '0' || c > '9') {
                throw badPort();
            }
        }
        if (colonAndDigits.charAt(0) != ':') {
            throw badPort();
        }
        return colonAndDigits.substring(1);
    }

    private static InvalidImagePatternException badPort() {
        return new InvalidImagePatternException("has a port that is not a number; a port cannot be a glob");
    }

    private static void refuseControlCharacters(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c < ' ' || c == 0x7f) {
                throw new InvalidImagePatternException("holds a control character");
            }
        }
    }

    private static void checkUserInfo(String userInfo) {
        for (int i = 0; i < userInfo.length(); i++) {
            char c = userInfo.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && "-._:~!$&'()*+,;=%@".indexOf(c) < 0) {
                throw new InvalidImagePatternException("has a user name that a URL cannot have");
            }
        }
        PercentCode.decode(userInfo);
    }
}
