package dev.coffer.docker.tools;

import dev.coffer.platform.places.Environment;
import java.nio.file.Path;
import java.util.List;

/**
 * All that decides a tool's answer, as the tool's process would find it. Each method may be asked often for the same
 * thing; an implementation that reads files or runs helpers remembers what it saw, so that all tools see the same.
 */
public interface World {
    /** The system that the tool runs on: it decides where some files lie and which helper is the default one. */
    OperatingSystem system();

    /** The tool's environment variables. */
    Environment environment();

    /** The home folder of the tool's user. */
    Path home();

    /** The numeric id of the tool's user; {@code /run/containers/<id>} is named after it. */
    long userId();

    /** The file's content, as far as the tool's user may read it. */
    FileContent read(Path file);

    /** The names in a folder, sorted; none when there is no such folder or it cannot be read. */
    List<String> list(Path folder);

    /** True when a program of this name is on the tool's search path. */
    boolean hasProgram(String name);

    /**
     * Runs {@code docker-credential-NAME get}.
     *
     * @param name what follows {@code docker-credential-}; whatever a file holds, so it may be no helper's name at all
     * @param server the text that the tool writes to the helper
     */
    HelperReply ask(String name, String server);
}
