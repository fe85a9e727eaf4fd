package dev.coffer.kubernetes.secrets;

/** Guards parsers that call themselves for each level of what they read. */
final class Nesting {
    private static final int MAX_LEVELS = 200;

    private Nesting() {}

    /** True when more brackets are open somewhere than a sane file has; brackets inside strings count too. */
    static boolean isTooDeep(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[', '{' -> open++;
                case ']', '}' -> open--;
                default -> {}
            }
            if (open > MAX_LEVELS) {
                return true;
            }
        }
        return false;
    }
}
