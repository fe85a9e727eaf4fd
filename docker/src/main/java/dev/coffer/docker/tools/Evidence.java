package dev.coffer.docker.tools;

/** How a model is known to be right. */
public sealed interface Evidence {
    /**
     * The running tool was asked the same questions.
     *
     * @param version the version that was run
     */
    record Compared(String version) implements Evidence {
        @Override
        public String toString() {
            return "compared with " + version;
        }
    }

    /**
     * Its source was read; nobody ran it beside the model.
     *
     * @param version the version or commit that was read
     */
    record FromSource(String version) implements Evidence {
        @Override
        public String toString() {
            return "from the source of " + version;
        }
    }
}
