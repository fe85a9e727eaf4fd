package dev.coffer.cli;

import dev.coffer.cli.commands.CommandLineTool;
import java.util.Optional;

/** Where the process starts. The name it was called by decides what it is. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the process with its status. */
    public static void main(String[] args) {
        ProgramName name = ProgramName.current();
        System.exit(run(name, args));
    }

    private static int run(ProgramName name, String[] args) {
        Optional<String> helper = name.helperSuffix();
        if (helper.isPresent()) {
            return HelperProgram.run(name, helper.get(), args);
        }
        return ProviderProgram.NAMES.contains(name.value())
                ? ProviderProgram.run(name, args)
                : CommandLineTool.run(args);
    }
}
