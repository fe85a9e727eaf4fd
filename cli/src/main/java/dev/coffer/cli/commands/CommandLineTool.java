package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.kubernetes.secrets.PullSecretException;
import dev.coffer.platform.files.UnsafeFileException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program as {@code coffer}: finds the command, runs it, and turns what went wrong into one line and a status. */
public final class CommandLineTool {
    private CommandLineTool() {}

    /** Runs one command with the streams of the process and returns the exit status. */
    public static int run(String[] args) {
        return run(args, utf8(System.out), utf8(System.err));
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        Output output = new Output(out, err);
        CommandLine line = new CommandLine(new RootCommand(), new CommandFactory(output));
        line.setExecutionExceptionHandler((failure, _, _) -> explain(output, failure));
        line.setParameterExceptionHandler((mistake, _) -> {
            output.note(
                    mistake instanceof UnmatchedArgumentException unmatched
                            ? notUnderstood(unmatched)
                            : String.valueOf(mistake.getMessage()));
            err.println("  see: " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitStatus.WRONG_USAGE;
        });
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        return line.execute(args);
    }

    /** Names a mistyped command or option, but nothing else that was typed: it may be a password in the wrong place. */
    private static String notUnderstood(UnmatchedArgumentException mistake) {
        String first = mistake.getUnmatched().getFirst();
        if (mistake.isUnknownOption()) {
            int value = first.indexOf('=');
            return "there is no option " + (value < 0 ? first : first.substring(0, value));
        }
        boolean isCommand = mistake.getCommandLine().getParent() == null;
        return isCommand ? "there is no command " + first : "an argument too many";
    }

    private static int explain(Output output, Exception failure) throws Exception {
        return switch (failure) {
            case StoreException store -> output.fail(store);
            case PullSecretException unusable -> output.fail(String.valueOf(unusable.getMessage()), "");
            case UnsafeFileException unsafe -> output.fail(String.valueOf(unsafe.getMessage()), unsafe.whatToDo());
            case IOException io -> output.fail(String.valueOf(io.getMessage()), "");
            default -> throw failure;
        };
    }
}
