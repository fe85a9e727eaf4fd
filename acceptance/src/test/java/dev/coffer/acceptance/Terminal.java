package dev.coffer.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell command on a pseudo-terminal of its own (util-linux {@code script}), with someone who reads and types. */
final class Terminal implements AutoCloseable {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final StringBuilder screen = new StringBuilder();
    private int seen;

    /** The command's exit status is the terminal's. */
    Terminal(Sandbox sandbox, String shellCommand) throws IOException {
        Peers.require("script");
        process = sandbox.start(List.of("script", "--quiet", "--return", "--command", shellCommand, "/dev/null"));
    }

    /** Waits until the text is printed, after what was awaited before. */
    void awaitText(String text) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (screen.indexOf(text, seen) < 0) {
            boolean ended = !process.isAlive();
            if (!readAvailable()) {
                if (ended || System.nanoTime() > deadline) {
                    throw new AssertionError("no \"" + text + "\" on the terminal, but: " + screen);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        seen = screen.indexOf(text, seen) + text.length();
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for the end and gives the exit status. */
    int awaitExit() throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (process.isAlive()) {
            readAvailable();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still running, with on the terminal: " + screen);
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        readAvailable();
        return process.exitValue();
    }

    /** All that was printed, with what the terminal echoed of the keys. */
    String screen() {
        return screen.toString();
    }

    private boolean readAvailable() {
        try {
            InputStream output = process.getInputStream();
            int available = output.available();
            if (available <= 0) {
                return false;
            }
            screen.append(new String(output.readNBytes(available), StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
