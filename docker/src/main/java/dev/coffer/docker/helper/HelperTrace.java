package dev.coffer.docker.helper;

import java.time.Duration;

/** Is told of every run of a credential helper: never what it was given or what it said. */
@FunctionalInterface
public interface HelperTrace {
    /** Nobody wants to know. */
    HelperTrace NONE = (_, _, _, _) -> {};

    /**
     * A run has ended.
     *
     * @param program the program's name, {@code docker-credential-pass}
     * @param action {@code get}, {@code store}, {@code erase}, {@code list}
     * @param time how long it took
     * @param how how it ended: {@code status 0}, {@code timed out}
     */
    void ended(String program, String action, Duration time, String how);
}
