package dev.coffer.docker.config;

import java.io.IOException;
import java.nio.file.Path;

/** A configuration file cannot be read or must not be written. It is as it was. The message names the file. */
public final class ConfigFileException extends IOException {
    private final Path file;
    private final Problem problem;
    private final String whatToDo;

    /** What is wrong with the file. */
    public enum Problem {
        /** It is a directory, a device or the like. */
        NOT_A_FILE,
        /** It is a symbolic link to something that does not exist. */
        DANGLING_LINK,
        /** It is not JSON, or a member has the wrong type. */
        MALFORMED,
        /** It is larger than {@link DockerConfig#MAX_BYTES}. */
        TOO_LARGE,
        /** It cannot be opened or read. */
        UNREADABLE,
        /** It, or its lock, cannot be written: read-only, another's, no space, locked for too long. */
        UNWRITABLE
    }

    ConfigFileException(Path file, Problem problem, String message, String whatToDo) {
        super(message);
        this.file = file;
        this.problem = problem;
        this.whatToDo = whatToDo;
    }

    ConfigFileException(Path file, Problem problem, String message, String whatToDo, Throwable cause) {
        super(message, cause);
        this.file = file;
        this.problem = problem;
        this.whatToDo = whatToDo;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** What is wrong with it. */
    public Problem problem() {
        return problem;
    }

    /** The remedy, one line. */
    public String whatToDo() {
        return whatToDo;
    }
}
