package dev.coffer.docker.helper;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a helper answers to one invocation: its exit status and the bytes of both streams, which may hold a secret. */
public final class HelperAnswer implements AutoCloseable {
    private final int exitCode;
    private final byte[] out;
    private final byte[] err;

    private HelperAnswer(int exitCode, byte[] out, byte[] err) {
        this.exitCode = exitCode;
        this.out = out;
        this.err = err;
    }

    static HelperAnswer done() {
        return new HelperAnswer(0, new byte[0], new byte[0]);
    }

    static HelperAnswer line(String text) {
        return new HelperAnswer(0, lineOf(text), new byte[0]);
    }

    static HelperAnswer json(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        Arrays.fill(json, (byte) 0);
        return new HelperAnswer(0, line, new byte[0]);
    }

    static HelperAnswer failure(String text) {
        return new HelperAnswer(1, lineOf(text), new byte[0]);
    }

    static HelperAnswer failure(String text, String forPeople) {
        return new HelperAnswer(1, lineOf(text), lineOf(forPeople));
    }

    /** 0 when the action was done, else 1. */
    public int exitCode() {
        return exitCode;
    }

    /** What goes to standard output. */
    public byte[] out() {
        return out.clone();
    }

    /** What goes to standard error; empty on success. */
    public byte[] err() {
        return err.clone();
    }

    /**
     * Writes both streams.
     *
     * @return the exit status: 1 also when standard output could not be written
     */
    public int writeTo(OutputStream stdout, OutputStream stderr) {
        int status = write(out, stdout) ? exitCode : 1;
        // A standard error that is closed changes nothing: the answer is on standard output.
        write(err, stderr);
        return status;
    }

    /** Overwrites the bytes. */
    @Override
    public void close() {
        Arrays.fill(out, (byte) 0);
    }

    private static boolean write(byte[] bytes, OutputStream stream) {
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException unwritable) {
            return false;
        }
        return !(stream instanceof PrintStream print && print.checkError());
    }

    private static byte[] lineOf(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HelperAnswer[exit " + exitCode + "]";
    }
}
