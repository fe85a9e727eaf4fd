package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import java.util.Optional;

/** How a credential helper's {@code get} ended. */
public sealed interface HelperReply {
    /**
     * It answered.
     *
     * @param username {@code <token>} when the secret is an identity token; may be empty
     * @param stderrBytes how much it wrote to stderr meanwhile: some tools read both streams as one, and some wait for
     *     ever when a pipe is full
     */
    record Answer(String username, Secret secret, long stderrBytes) implements HelperReply {
        /** It answered and wrote nothing to stderr. */
        public Answer(String username, Secret secret) {
            this(username, secret, 0);
        }

        /** The same with this much on stderr. */
        public Answer saying(long bytes) {
            return new Answer(username, secret, bytes);
        }
    }

    /** It said that it has no such credential, with status 1 and upstream's text. */
    record NotFound() implements HelperReply {}

    /**
     * It ran and failed, or its answer cannot be read.
     *
     * @param status its exit status; 0 when only the answer is wrong
     * @param message what it said on stdout, made fit for printing; empty when that was an answer
     * @param printed the answer that it printed in spite of its status: some tools do not look at the status
     */
    record Failed(int status, String message, Optional<Answer> printed) implements HelperReply {
        /** It printed no answer. */
        public Failed(int status, String message) {
            this(status, message, Optional.empty());
        }
    }

    /** There is no such program, or it cannot be run. */
    record Absent() implements HelperReply {}

    /** It did not answer in time. Most tools wait for ever. */
    record Silent() implements HelperReply {}
}
