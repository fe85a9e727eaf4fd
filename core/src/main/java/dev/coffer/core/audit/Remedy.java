package dev.coffer.core.audit;

/** What mends a finding. */
public sealed interface Remedy {
    /** One line. */
    String text();

    /**
     * A line for a shell, ready to be copied.
     *
     * @param text words with odd characters are quoted
     */
    record Command(String text) implements Remedy {
        /** The command line of these words. */
        static Command of(String... words) {
            StringBuilder line = new StringBuilder();
            for (String word : words) {
                line.append(line.isEmpty() ? "" : " ").append(quoted(word));
            }
            return new Command(line.toString());
        }

        /** Done only when this has succeeded. */
        Command then(String... words) {
            return new Command(text + " && " + of(words).text());
        }

        private static String quoted(String word) {
            boolean plain = !word.isEmpty();
            for (int i = 0; plain && i < word.length(); i++) {
                char c = word.charAt(i);
                plain = (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "/._-+:,@%=".indexOf(c) >= 0;
            }
            return plain ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    }

    /** What to do where no command does it. */
    record Advice(String text) implements Remedy {}
}
