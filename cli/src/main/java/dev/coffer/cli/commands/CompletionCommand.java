package dev.coffer.cli.commands;

import dev.coffer.cli.commands.completion.Shell;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code coffer completion}. */
@Command(
        name = "completion",
        description = "Prints the script by which a shell completes command lines of coffer. coffer setup installs it.",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SHELL", converter = ShellConverter.class, description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    private final Output output;

    CompletionCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        output.write(shell.script().getBytes(StandardCharsets.UTF_8));
        return ExitStatus.DONE;
    }

    /** Reads the name of a shell. */
    static final class ShellConverter implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String text) {
            return Shell.named(text).orElseThrow(() -> new TypeConversionException("is bash, zsh or fish"));
        }
    }
}
