package dev.coffer.api.image;

/** The terminals of the reference grammar, as scans: no regular expression, linear in the text. */
final class Grammar {
    private static final int MAX_TAG_LENGTH = 128;

    private Grammar() {}

    /** Parts of letters, digits and inner hyphens, separated by dots. */
    static boolean isHostName(String text) {
        boolean afterAlphanumeric = false;
        boolean inPart = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isAlphanumeric(c)) {
                afterAlphanumeric = true;
                inPart = true;
            } else if (c == '-' && inPart) {
                afterAlphanumeric = false;
            } else if (c == '.' && afterAlphanumeric) {
                afterAlphanumeric = false;
                inPart = false;
            } else {
                return false;
            }
        }
        return afterAlphanumeric;
    }

    /** Hex digits and colons in brackets; as upstream, not necessarily an address. */
    static boolean isBracketedAddress(String text) {
        int last = text.length() - 1;
        if (last < 2 || text.charAt(0) != '[' || text.charAt(last) != ']') {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c != ':' && !isLowerHex(c) && !(c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isPath(String text) {
        return PathPrefix.of(text) == PathPrefix.COMPLETE;
    }

    static boolean isTag(String text) {
        if (text.isEmpty() || text.length() > MAX_TAG_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inner = i > 0 && (c == '.' || c == '-');
            if (!isAlphanumeric(c) && c != '_' && !inner) {
                return false;
            }
        }
        return true;
    }

    /** The three algorithms that are registered in the OCI image specification, and upstream knows no other. */
    static boolean isDigest(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return false;
        }
        int digits =
                switch (text.substring(0, colon)) {
                    case "sha256" -> 64;
                    case "sha384" -> 96;
                    case "sha512" -> 128;
                    default -> -1;
                };
        String hex = text.substring(colon + 1);
        return hex.length() == digits && isLowerHex(hex);
    }

    static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLowerHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean holdsUpperCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLowerHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
