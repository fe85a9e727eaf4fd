package dev.coffer.cli.commands.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completes a command line after the model of the commands, so that no script can fall behind them. */
public final class Completer {
    private static final Set<String> LABELS_OF_FILES = Set.of("FILE", "DIR", "FOLDER", "JOBFILE");
    private static final String END_OF_OPTIONS = "--";

    private final CommandSpec root;
    private final Values values;

    /**
     * @param root the program
     * @param values the arguments' values that users have
     */
    public Completer(CommandSpec root, Values values) {
        this.root = root;
        this.values = values;
    }

    /**
     * Completes.
     *
     * @param words what stands after the program's name; the last is the one to be completed, and may be empty
     */
    public Completion complete(List<String> words) {
        Position position = new Position(root);
        String last = words.isEmpty() ? "" : words.getLast();
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            position.pass(word);
        }
        Optional<ArgSpec> option = position.openOption();
        if (option.isPresent()) {
            return of(option.get(), "", last);
        }
        if (last.startsWith("-") && !position.optionsEnded) {
            int value = last.indexOf('=');
            return value < 0
                    ? options(position.command, last)
                    : Optional.ofNullable(position.command.findOption(last.substring(0, value)))
                            .map(spec -> of(spec, last.substring(0, value + 1), last.substring(value + 1)))
                            .orElse(new Completion.Words(List.of()));
        }
        return wordsAt(position, last);
    }

    /** Where in the commands a line has come to. */
    private static final class Position {
        private CommandSpec command;
        private Optional<ArgSpec> open = Optional.empty();
        private boolean optionsEnded;
        private int arguments;

        Position(CommandSpec root) {
            command = root;
        }

        /** The option whose value comes next. */
        Optional<ArgSpec> openOption() {
            return open;
        }

        void pass(String word) {
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.equals(END_OF_OPTIONS) && !optionsEnded) {
                optionsEnded = true;
            } else if (word.startsWith("-") && word.length() > 1 && !optionsEnded) {
                OptionSpec option = command.findOption(word);
                open = Optional.<ArgSpec>ofNullable(option)
                        .filter(found -> found.arity().min() > 0);
            } else {
                CommandLine sub = arguments == 0 ? command.subcommands().get(word) : null;
                if (sub == null) {
                    arguments++;
                } else {
                    command = sub.getCommandSpec();
                }
            }
        }
    }

    private static Completion options(CommandSpec command, String typed) {
        List<Candidate> candidates = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden() && option.longestName().startsWith(typed)) {
                candidates.add(new Candidate(option.longestName(), firstSentence(option.description())));
            }
        }
        return new Completion.Words(candidates);
    }

    private Completion wordsAt(Position position, String typed) {
        List<Candidate> candidates = new ArrayList<>();
        if (position.arguments == 0 && !position.optionsEnded) {
            for (Map.Entry<String, CommandLine> sub :
                    position.command.subcommands().entrySet()) {
                CommandSpec spec = sub.getValue().getCommandSpec();
                boolean isAlias = !sub.getKey().equals(spec.name());
                if (!isAlias && !spec.usageMessage().hidden() && sub.getKey().startsWith(typed)) {
                    candidates.add(new Candidate(
                            sub.getKey(), firstSentence(spec.usageMessage().description())));
                }
            }
        }
        for (PositionalParamSpec argument : position.command.positionalParameters()) {
            if (argument.index().contains(position.arguments)) {
                switch (of(argument, "", typed)) {
                    case Completion.Files files -> {
                        return files;
                    }
                    case Completion.Words words -> candidates.addAll(words.candidates());
                }
            }
        }
        return new Completion.Words(candidates);
    }

    private Completion of(ArgSpec argument, String before, String typed) {
        String label = argument.paramLabel();
        boolean isFile = argument.type() == Path.class || LABELS_OF_FILES.contains(label);
        if (isFile && before.isEmpty()) {
            return new Completion.Files();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate value : values.of(label)) {
            if (value.text().startsWith(typed)) {
                candidates.add(new Candidate(before + value.text(), value.description()));
            }
        }
        return new Completion.Words(candidates);
    }

    private static String firstSentence(String[] description) {
        String text = String.join(" ", description);
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
