package dev.coffer.platform.process;

import java.time.Duration;

/** How a child process ended. None of the texts holds its arguments, environment, input or output. */
public sealed interface Outcome {
    /** It ran to its end. The arrays are the caller's, who may wipe them. */
    final class Finished implements Outcome {
        private final int status;
        private final byte[] output;
        private final byte[] errors;

        Finished(int status, byte[] output, byte[] errors) {
            this.status = status;
            this.output = output;
            this.errors = errors;
        }

        /** The exit status; 128 and the signal's number when a signal ended it. */
        public int status() {
            return status;
        }

        /** All of its standard output. */
        public byte[] output() {
            return output;
        }

        /** Its standard error, cut off after {@value ChildProcess#MOST_ERRORS} bytes; empty when inherited. */
        public byte[] errors() {
            return errors;
        }

        @Override
        public String toString() {
            return "Finished[status=" + status + "]";
        }
    }

    /**
     * It could not be started.
     *
     * @param reason the system's words
     */
    record CannotStart(String reason) implements Outcome {}

    /** It was killed, with its own children, because it took longer than this. */
    record TimedOut(Duration limit) implements Outcome {}

    /** It was killed, with its own children, because it wrote more than this many bytes to its standard output. */
    record TooMuchOutput(int maxBytes) implements Outcome {}

    /** It was killed, with its own children, because our thread was interrupted (and still is). */
    record Interrupted() implements Outcome {}
}
