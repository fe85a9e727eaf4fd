package dev.coffer.cli;

import dev.coffer.cli.commands.CommandLineTool;
import java.util.Optional;

/** Where the process starts. The name it was called by decides what it is. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the process with its status. */
    public static void main(String[] args) {
        ProgramName name = ProgramName.current();
        Optional<String> helper = name.helperSuffix();
        int status = helper.isPresent() ? HelperProgram.run(name, helper.get(), args) : CommandLineTool.run(args);
        System.exit(status);
    }
}
