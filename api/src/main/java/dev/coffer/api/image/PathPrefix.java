package dev.coffer.api.image;

/**
 * How a text relates to the paths that the grammar allows: components of {@code a-z 0-9}, joined by one dot, one or two
 * underscores or any number of hyphens, separated by slashes.
 */
public enum PathPrefix {
    /** It is a path. */
    COMPLETE,
    /** It is none, but some paths begin with it, as {@code team-} or {@code team/}. */
    EXTENDABLE,
    /** No path begins with it. */
    IMPOSSIBLE;

    /** Judges a text without a slash in front. The empty text can be extended. */
    public static PathPrefix of(String text) {
        if (text.length() > ImageReference.MAX_PATH_LENGTH) {
            return IMPOSSIBLE;
        }
        int at = 0;
        boolean afterAlphanumeric = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isAlphanumeric(c)) {
                afterAlphanumeric = true;
                at++;
                continue;
            }
            int length = afterAlphanumeric ? separator(text, at) : 0;
            if (length == 0) {
                return IMPOSSIBLE;
            }
            afterAlphanumeric = false;
            at += length;
        }
        if (afterAlphanumeric) {
            return COMPLETE;
        }
        return text.length() < ImageReference.MAX_PATH_LENGTH ? EXTENDABLE : IMPOSSIBLE;
    }

    /** The length of the separator that begins here; 0 for none. */
    private static int separator(String text, int at) {
        return switch (text.charAt(at)) {
            case '/', '.' -> 1;
            case '_' -> text.startsWith("__", at) ? 2 : 1;
            case '-' -> {
                int end = at;
                while (end < text.length() && text.charAt(end) == '-') {
                    end++;
                }
                yield end - at;
            }
            default -> 0;
        };
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
}
