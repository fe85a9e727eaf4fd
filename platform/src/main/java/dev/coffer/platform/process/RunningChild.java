package dev.coffer.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A started child with the three threads that keep its pipes moving. They end when the pipes do. */
final class RunningChild {
    /** What is granted beyond its end: to a killed child for dying, to the pipes for running dry. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int CHUNK = 8192;

    private final Process process;
    private final LimitedBuffer output;
    private final LimitedBuffer errors = new LimitedBuffer(ChildProcess.MOST_ERRORS);
    private final List<Thread> readers;
    private final int maxOutput;

    RunningChild(Process process, byte[] input, int maxOutput) {
        this.process = process;
        this.maxOutput = maxOutput;
        this.output = new LimitedBuffer(maxOutput);
        this.readers = List.of(
                start("output", () -> collect(process.getInputStream(), output)),
                start("errors", () -> collect(process.getErrorStream(), errors)));
        start("input", () -> write(process.getOutputStream(), input));
    }

    /** Waits for the end, which comes by itself or by force. */
    Outcome await(Duration limit, long startNanos) {
        try {
            Duration left = limit.minusNanos(System.nanoTime() - startNanos);
            boolean ended = process.waitFor(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
            if (!ended) {
                kill();
            }
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            // A program that stays behind in the background may hold the pipes open: what it writes is not waited for.
            for (Thread reader : readers) {
                reader.join(GRACE);
            }
            if (output.isOverfull()) {
                return new Outcome.TooMuchOutput(maxOutput);
            }
            return ended
                    ? new Outcome.Finished(process.exitValue(), output.content(), errors.content())
                    : new Outcome.TimedOut(limit);
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
            return new Outcome.Interrupted();
        } finally {
            output.wipe();
            errors.wipe();
        }
    }

    private void kill() {
        // Asked for first: once the parent is dead, its children have another one. What it starts between this line
        // and the next escapes; Java offers no process groups.
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        for (ProcessHandle descendant : descendants) {
            descendant.destroyForcibly();
        }
    }

    /** Complaints beyond what is kept are dropped; output beyond it ends the child. */
    private void collect(InputStream from, LimitedBuffer into) {
        byte[] chunk = new byte[CHUNK];
        try (from) {
            for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                into.append(chunk, count);
                if (output.isOverfull()) {
                    kill();
                    return;
                }
            }
        } catch (IOException closed) {
            // The child was killed while we read: its outcome is known already.
        } finally {
            Arrays.fill(chunk, (byte) 0);
        }
    }

    private static void write(OutputStream to, byte[] input) {
        try (to) {
            to.write(input);
        } catch (IOException closed) {
            // A program may end without reading its input: its exit status decides.
        }
    }

    private static Thread start(String pipe, Runnable work) {
        return Thread.ofPlatform().daemon().name("coffer-child-" + pipe).start(work);
    }
}
