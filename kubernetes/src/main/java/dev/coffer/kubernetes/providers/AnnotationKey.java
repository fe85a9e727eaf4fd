package dev.coffer.kubernetes.providers;

/**
 * Keys of annotations: a name of up to 63 letters, digits, {@code - _ .}, and before it, with a slash, a DNS name of up
 * to 253 characters if wanted. Capital letters are as good as small ones.
 */
final class AnnotationKey {
    private static final int MAX_PREFIX = 253;
    private static final int MAX_NAME = 63;

    private AnnotationKey() {}

    static boolean isValid(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return isName(key, "-_.");
        }
        String prefix = key.substring(0, slash);
        if (prefix.length() > MAX_PREFIX) {
            return false;
        }
        for (String label : prefix.split("\\.", -1)) {
            if (!isWord(label, "-")) {
                return false;
            }
        }
        return isName(key.substring(slash + 1), "-_.");
    }

    private static boolean isName(String text, String inner) {
        return text.length() <= MAX_NAME && isWord(text, inner);
    }

    /** Letters and digits, and the inner characters except at both ends. */
    private static boolean isWord(String text, String inner) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isInside = i > 0 && i < text.length() - 1 && inner.indexOf(c) >= 0;
            if (!isAlphanumeric(c) && !isInside) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
