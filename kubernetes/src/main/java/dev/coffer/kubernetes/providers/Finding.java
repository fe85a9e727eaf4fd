package dev.coffer.kubernetes.providers;

/**
 * Something about a configuration that its owner should know. All texts are on one line, with control characters escaped.
 *
 * @param file the file's name as it was given
 * @param line from 1; 0 when the finding is about the file as a whole
 * @param problem lower case, without a final stop
 * @param remedy what to do; empty when that is plain
 */
public record Finding(Severity severity, String file, int line, String problem, String remedy) {
    /** What becomes of it. */
    public enum Severity {
        /** The kubelet does not start with it. */
        ERROR,
        /** The kubelet starts, and does something else than it seems. */
        WARNING
    }

    /** {@code file:line: problem; remedy}. */
    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line;
        return where + ": " + problem + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
