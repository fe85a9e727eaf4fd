package dev.coffer.cli.commands.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of the manual about a command. */
public final class ManualPage {
    private final CommandSpec command;
    private final String version;

    private ManualPage(CommandSpec command, String version) {
        this.command = command;
        this.version = version;
    }

    /** The pages of a program and all its commands, but for hidden ones. */
    public static List<ManualPage> all(CommandSpec root, String version) {
        List<ManualPage> pages = new ArrayList<>();
        collect(root, version, pages);
        return pages;
    }

    private static void collect(CommandSpec command, String version, List<ManualPage> pages) {
        pages.add(new ManualPage(command, version));
        for (CommandSpec sub : shown(command)) {
            collect(sub, version, pages);
        }
    }

    private static List<CommandSpec> shown(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(sub -> !sub.usageMessage().hidden())
                .distinct()
                .toList();
    }

    /** {@code coffer-route-add.1}. */
    public String fileName() {
        return title() + ".1";
    }

    private String title() {
        return command.qualifiedName("-");
    }

    /** The page, for man(1). */
    public String text() {
        Roff roff = new Roff();
        String[] description = command.usageMessage().description();
        roff.request("TH " + Roff.escape(title().toUpperCase(Locale.ROOT)) + " 1 \"\" \""
                + Roff.escape("coffer " + version) + "\" \"Coffer\"");
        roff.request("SH NAME");
        roff.raw(Roff.escape(title()) + " \\- " + Roff.escape(summary(description)));
        roff.request("SH SYNOPSIS");
        roff.raw(synopsis());
        roff.request("SH DESCRIPTION");
        for (int i = 0; i < description.length; i++) {
            if (i > 0) {
                roff.request("PP");
            }
            roff.text(description[i]);
        }
        arguments(roff);
        options(roff);
        commands(roff);
        roff.request("SH EXIT STATUS");
        item(roff, Roff.bold("0")).text("It is done.");
        item(roff, Roff.bold("1")).text("It failed; standard error says why, and what to do.");
        item(roff, Roff.bold("2")).text("Wrong usage.");
        seeAlso(roff);
        return roff.toString();
    }

    /** The first sentence, without its stop. */
    private static String summary(String[] description) {
        String text = String.join(" ", description);
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private String synopsis() {
        List<String> words = new ArrayList<>();
        words.add(Roff.bold(command.qualifiedName()));
        for (OptionSpec option : options()) {
            String word = Roff.bold(option.longestName()) + value(option);
            words.add(option.required() ? word : "[" + word + "]");
        }
        for (PositionalParamSpec argument : command.positionalParameters()) {
            String label =
                    Roff.italic(argument.paramLabel()) + (argument.arity().max() > 1 ? " ..." : "");
            words.add(argument.arity().min() > 0 ? label : "[" + label + "]");
        }
        if (!shown(command).isEmpty()) {
            words.add(Roff.italic("COMMAND"));
        }
        return String.join(" ", words);
    }

    private void arguments(Roff roff) {
        if (command.positionalParameters().isEmpty()) {
            return;
        }
        roff.request("SH ARGUMENTS");
        for (PositionalParamSpec argument : command.positionalParameters()) {
            item(roff, Roff.italic(argument.paramLabel())).text(description(argument));
        }
    }

    private void options(Roff roff) {
        roff.request("SH OPTIONS");
        for (OptionSpec option : options()) {
            List<String> names = new ArrayList<>();
            for (String name : option.names()) {
                names.add(Roff.bold(name));
            }
            item(roff, String.join(", ", names) + value(option)).text(description(option));
        }
    }

    private void commands(Roff roff) {
        if (shown(command).isEmpty()) {
            return;
        }
        roff.request("SH COMMANDS");
        for (CommandSpec sub : shown(command)) {
            item(roff, Roff.bold(sub.qualifiedName()))
                    .text(String.join(" ", sub.usageMessage().description()));
        }
    }

    private void seeAlso(Roff roff) {
        List<String> pages = new ArrayList<>();
        CommandSpec parent = command.parent() == null ? command : command.parent();
        if (parent != command) {
            pages.add(reference(parent));
        }
        for (CommandSpec other : shown(parent == command ? command : parent)) {
            if (other != command) {
                pages.add(reference(other));
            }
        }
        roff.request("SH SEE ALSO").raw(String.join(", ", pages));
    }

    private static String reference(CommandSpec command) {
        return Roff.bold(command.qualifiedName("-")) + "(1)";
    }

    private static Roff item(Roff roff, String tag) {
        return roff.request("TP").raw(tag);
    }

    private List<OptionSpec> options() {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " " + Roff.italic(option.paramLabel());
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }
}
