package dev.coffer.platform.terminal;

import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A time without echo. The terminal gets its settings back when this is closed, and also when the process is ended
 * meanwhile by a signal that can be caught (Ctrl-C).
 *
 * <p>Done with {@code stty}: the JDK's own {@code Console} reads from standard input, which may be a pipe.
 */
final class HiddenInput implements AutoCloseable {
    private static final String FOLDERS_OF_STTY = "/usr/bin:/bin:/run/current-system/sw/bin";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_OUTPUT = 4096;

    private final Path terminal;
    private final Path stty;
    private final String settings;
    private final Thread restoreAtExit = new Thread(this::restoreQuietly, "coffer-restore-terminal");

    private HiddenInput(Path terminal, Path stty, String settings) {
        this.terminal = terminal;
        this.stty = stty;
        this.settings = settings;
    }

    /** Turns the echo off. */
    static HiddenInput begin(Path terminal) throws IOException {
        Path stty = find();
        HiddenInput hidden =
                new HiddenInput(terminal, stty, run(stty, terminal, "-g").strip());
        Runtime.getRuntime().addShutdownHook(hidden.restoreAtExit);
        try {
            // Whole lines without echo. No Ctrl-Z: a shell would turn the echo on, and leave it on when we come back.
            run(stty, terminal, "-echo", "icanon", "isig", "icrnl", "susp", "undef");
        } catch (IOException failed) {
            hidden.close();
            throw failed;
        }
        return hidden;
    }

    @Override
    public void close() throws IOException {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restoreAtExit);
        } catch (IllegalStateException endingAlready) {
            // Then the hook runs too, and does the same once more.
        }
    }

    /** One at a time, so that the process does not end while another thread is in the middle of it. */
    private synchronized void restore() throws IOException {
        run(stty, terminal, settings);
    }

    private void restoreQuietly() {
        try {
            restore();
        } catch (IOException failed) {
            // The process is ending, and there is nobody left to tell.
        }
    }

    private static Path find() throws IOException {
        return switch (ProgramFinder.on(FOLDERS_OF_STTY).find("stty")) {
            case Search.Found(Path program) -> program;
            case Search.Missing() ->
                throw new IOException("cannot hide the input: there is no stty in " + FOLDERS_OF_STTY);
            case Search.Refused(String reason) -> throw new IOException("cannot hide the input with stty: " + reason);
        };
    }

    private static String run(Path stty, Path terminal, String... arguments) throws IOException {
        Outcome outcome = new ChildProcess(stty, arguments)
                .inputFrom(terminal)
                .limit(LIMIT)
                .maxOutput(MAX_OUTPUT)
                .run();
        if (outcome instanceof Outcome.Finished finished && finished.status() == 0) {
            return new String(finished.output(), StandardCharsets.US_ASCII);
        }
        throw new IOException("cannot set the terminal's echo: stty " + outcome);
    }
}
