package dev.coffer.platform.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to run within limits: its input is written and both its outputs are read at the same time, it gets so much
 * time, may write so much, and is killed with all its children when it goes beyond. Built step by step, run once.
 */
public final class ChildProcess {
    /** The time a child has when nobody says otherwise. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    /** The bytes a child may write when nobody says otherwise. */
    public static final int DEFAULT_MAX_OUTPUT = 1 << 20;

    /** The bytes of standard error that are kept; what comes after them is read and dropped. */
    public static final int MOST_ERRORS = 1 << 16;

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private boolean inheriting = true;
    private byte[] input = {};
    private ProcessBuilder.Redirect inputSource = ProcessBuilder.Redirect.PIPE;
    private ProcessBuilder.Redirect errors = ProcessBuilder.Redirect.PIPE;
    private Duration limit = DEFAULT_LIMIT;
    private int maxOutput = DEFAULT_MAX_OUTPUT;

    /** A program by its absolute name, so that no search path decides what is run. */
    public ChildProcess(Path program, String... arguments) {
        if (!program.isAbsolute()) {
            throw new IllegalArgumentException("a program to run needs an absolute name: " + program);
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
    }

    /** Sets a variable beside those that we have ourselves. */
    public ChildProcess environment(String name, String value) {
        // Checked here because the JDK's own message would show the value.
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an environment variable's name is malformed, or its value holds NUL");
        }
        environment.put(name, value);
        return this;
    }

    /** Gives it these variables in place of all that we have ourselves. Those that no program can be given are left out. */
    public ChildProcess onlyEnvironment(Map<String, String> variables) {
        inheriting = false;
        environment.clear();
        variables.forEach((name, value) -> {
            if (!name.isEmpty() && name.indexOf('=') < 0) {
                environment(name, value);
            }
        });
        return this;
    }

    /** What it reads from its standard input; nothing when this is not called. The array is not changed. */
    public ChildProcess input(byte[] bytes) {
        input = bytes;
        inputSource = ProcessBuilder.Redirect.PIPE;
        return this;
    }

    /** A file or device as its standard input. */
    public ChildProcess inputFrom(Path file) {
        input = new byte[0];
        inputSource = ProcessBuilder.Redirect.from(file.toFile());
        return this;
    }

    /** Lets it write to our own standard error instead of having that collected. */
    public ChildProcess inheritErrors() {
        errors = ProcessBuilder.Redirect.INHERIT;
        return this;
    }

    /** The time it has. */
    public ChildProcess limit(Duration limit) {
        this.limit = limit;
        return this;
    }

    /** The number of bytes it may write to its standard output. */
    public ChildProcess maxOutput(int bytes) {
        this.maxOutput = bytes;
        return this;
    }

    /** Runs it and waits for its end, at most for the limit and two seconds more to see a killed one go. */
    public Outcome run() {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(inputSource).redirectError(errors);
        if (!inheriting) {
            builder.environment().clear();
        }
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException failed) {
            return new Outcome.CannotStart(String.valueOf(failed.getMessage()));
        }
        return new RunningChild(process, input, maxOutput).await(limit, start);
    }

    /** Only the program: arguments and variables are nobody's business. */
    @Override
    public String toString() {
        return "ChildProcess[" + command.getFirst() + "]";
    }
}
