package dev.coffer.cli.commands;

import dev.coffer.cli.commands.completion.Candidate;
import dev.coffer.cli.commands.completion.Completer;
import dev.coffer.cli.commands.completion.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer complete}: what the shells' scripts ask. A line for a word: the word, a tab, what it is. */
@Command(
        name = "complete",
        description = "Says what may follow on a command line; run by the scripts of coffer completion.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class CompleteCommand implements Callable<Integer> {
    /** In place of words: the shell completes names of files. */
    private static final String FILES = ":files";

    @Parameters(paramLabel = "WORD", arity = "0..*", description = "What stands after coffer, up to the cursor.")
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    CompleteCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        switch (new Completer(spec.root(), new UsersValues()).complete(words)) {
            case Completion.Files _ -> output.print(FILES);
            case Completion.Words possible -> {
                for (Candidate word : possible.candidates()) {
                    // Escaped apart, for the tab between them is ours.
                    output.printPair(word.text(), word.description());
                }
            }
        }
        return ExitStatus.DONE;
    }
}
