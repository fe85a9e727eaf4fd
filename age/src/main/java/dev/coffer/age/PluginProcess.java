package dev.coffer.age;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The running program of a plugin. Reading from this stream reads its standard output.
 *
 * <p>Its outputs are looked at again and again, in growing pauses, instead of being waited for by threads: plugins may
 * start an agent that outlives them and holds their outputs open, and a thread that waits there could not be ended.
 */
final class PluginProcess extends InputStream {
    /** The user is told of a plugin that takes longer, as by the reference implementation. */
    private static final Duration NOTICE_AFTER = Duration.ofSeconds(5);

    /** What a plugin has for ending after its last word, or after it was killed. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int LONGEST_PAUSE_MILLIS = 8;

    /** The bytes of standard error that are kept; what comes after them is read and dropped. */
    private static final int MOST_ERRORS = 4096;

    private static final int CHUNK = 8192;
    private static final byte[] END = {};

    private final String plugin;
    private final Plugins plugins;
    private final Process process;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Thread writer;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private long waitingSince;
    private boolean noticed;

    private PluginProcess(String plugin, Plugins plugins, Process process) {
        this.plugin = plugin;
        this.plugins = plugins;
        this.process = process;
        this.writer = Thread.ofPlatform()
                .daemon()
                .name(PluginName.PROGRAM_PREFIX + plugin)
                .start(this::write);
    }

    static PluginProcess start(String plugin, String stateMachine, Plugins plugins) throws AgeException.PluginFailed {
        Path program = PluginFinder.find(plugin, plugins.searchPath());
        try {
            // The same working folder always, and one without other people's files: plugins must not depend on it.
            Process process = new ProcessBuilder(program.toString(), "--age-plugin=" + stateMachine)
                    .directory(new File("/"))
                    .start();
            return new PluginProcess(plugin, plugins, process);
        } catch (IOException cannotStart) {
            throw new AgeException.PluginFailed(plugin, program + " cannot be started");
        }
    }

    /** Sends the text, in the background, and wipes it. */
    void send(byte[] text) {
        outgoing.add(text);
    }

    private void write() {
        try (OutputStream input = process.getOutputStream()) {
            for (byte[] text = outgoing.take(); text != END; text = outgoing.take()) {
                try {
                    input.write(text);
                    input.flush();
                } finally {
                    Arrays.fill(text, (byte) 0);
                }
            }
        } catch (IOException ended) {
            // A plugin may end without reading all: what it wrote, or its exit status, tells more.
        } catch (InterruptedException closed) {
            // The only one who interrupts is close().
        } finally {
            for (byte[] unsent : outgoing) {
                Arrays.fill(unsent, (byte) 0);
            }
        }
    }

    /** From now on the time for a message counts. */
    void expectMessage() {
        waitingSince = System.nanoTime();
        noticed = false;
    }

    @Override
    public int read() throws AgeException.PluginFailed {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Waits for the plugin within its time. */
    @Override
    public int read(byte[] target, int offset, int length) throws AgeException.PluginFailed {
        int pause = 1;
        while (true) {
            // Asked first: what an ended plugin wrote is all there.
            boolean ended = !process.isAlive();
            boolean complained = collectErrors();
            checkTime();
            int count = readAvailable(process.getInputStream(), target, offset, length);
            if (count > 0 || ended) {
                return count > 0 ? count : -1;
            }
            pause = complained ? 1 : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            awaitEnd(Duration.ofMillis(pause));
        }
    }

    private void checkTime() throws AgeException.PluginFailed {
        Duration waited = Duration.ofNanos(System.nanoTime() - waitingSince);
        if (waited.compareTo(plugins.silenceLimit()) >= 0) {
            throw failed("no message within " + inWords(plugins.silenceLimit()) + ", so it was ended");
        }
        if (!noticed && waited.compareTo(NOTICE_AFTER) >= 0) {
            noticed = true;
            plugins.prompts().tell("waiting for " + PluginName.PROGRAM_PREFIX + plugin);
        }
    }

    private static String inWords(Duration limit) {
        return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }

    private boolean collectErrors() {
        byte[] chunk = new byte[CHUNK];
        int count = readAvailable(process.getErrorStream(), chunk, 0, CHUNK);
        errors.write(chunk, 0, Math.min(count, MOST_ERRORS - errors.size()));
        return count > 0;
    }

    /** Never waits; a broken pipe is an empty one. */
    private static int readAvailable(InputStream from, byte[] target, int offset, int length) {
        try {
            int available = from.available();
            return available > 0 ? Math.max(0, from.read(target, offset, Math.min(available, length))) : 0;
        } catch (IOException broken) {
            return 0;
        }
    }

    private boolean awaitEnd(Duration limit) throws AgeException.PluginFailed {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("interrupted, so it was ended");
        }
    }

    /** Why the plugin said nothing more: it has ended. */
    AgeException.PluginFailed endedEarly() {
        return ended("ended with status " + process.exitValue() + " before it was done");
    }

    private AgeException.PluginFailed ended(String how) {
        while (errors.size() < MOST_ERRORS && collectErrors()) {
            // What an ended plugin wrote is still in the pipe.
        }
        String complaints = PluginText.printable(errors.toByteArray());
        return failed(complaints.isEmpty() ? how : how + ": " + complaints);
    }

    private AgeException.PluginFailed failed(String problem) {
        return new AgeException.PluginFailed(plugin, problem);
    }

    /** Lets the plugin end by itself after its last word. One that stays is killed by {@link #close()}. */
    void finish() throws AgeException.PluginFailed {
        send(END);
        if (awaitEnd(GRACE) && process.exitValue() != 0) {
            throw ended("ended with status " + process.exitValue() + ", although it was done");
        }
    }

    /** Kills the plugin if it still runs, and all that it has started. */
    @Override
    public void close() {
        if (process.isAlive()) {
            // Asked for first: once the parent is dead, its children have another one.
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        writer.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            writer.join(GRACE);
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (InterruptedException again) {
            interrupted = true;
        } catch (IOException alreadyBroken) {
            // Nothing more is read from it.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
