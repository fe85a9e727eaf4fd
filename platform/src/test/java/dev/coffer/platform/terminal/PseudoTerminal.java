package dev.coffer.platform.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A shell script on a pseudo-terminal of its own, made by util-linux's {@code script}, with the test as its typist. */
final class PseudoTerminal implements AutoCloseable {
    private static final long LIMIT_SECONDS = 15;

    private final Process process;
    private final StringBuilder screen = new StringBuilder();
    private final Thread reader;

    PseudoTerminal(String shellScript) throws IOException {
        process = new ProcessBuilder(Needs.program("script"), "-qefc", shellScript, "/dev/null")
                .redirectErrorStream(true)
                .start();
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            for (int c = output.read(); c >= 0; c = output.read()) {
                synchronized (screen) {
                    screen.append((char) c);
                    screen.notifyAll();
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Waits until this text is on the screen. */
    void expect(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        synchronized (screen) {
            while (screen.indexOf(text) < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left).as("waiting for '%s' on: %s", text, screen).isPositive();
                screen.wait(left);
            }
        }
    }

    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for the end of the script; gives everything that was on the screen. */
    String screen() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join();
        synchronized (screen) {
            return screen.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
