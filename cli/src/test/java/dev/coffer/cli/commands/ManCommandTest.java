package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class ManCommandTest {
    @TempDir
    Path folder;

    private static List<CommandSpec> commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        List<CommandSpec> all = new ArrayList<>();
        collect(
                new CommandLine(new RootCommand(), new CommandFactory(new Output(nowhere, nowhere))).getCommandSpec(),
                all);
        return all;
    }

    private static void collect(CommandSpec command, List<CommandSpec> all) {
        all.add(command);
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .forEach(sub -> collect(sub, all));
    }

    @Test
    void every_command_option_and_argument_is_described() {
        assertThat(commands()).hasSizeGreaterThan(40).allSatisfy(command -> {
            assertThat(command.usageMessage().description())
                    .as(command.qualifiedName())
                    .isNotEmpty();
            for (ArgSpec argument : command.args()) {
                assertThat(String.join("", argument.description()))
                        .as("%s %s", command.qualifiedName(), argument)
                        .isNotBlank();
            }
        });
    }

    @Test
    void every_command_that_is_shown_has_a_page_with_all_its_options() throws IOException {
        assertThat(Typed.coffer("man", "--to", folder.toString()).status()).isZero();

        List<String> names = new ArrayList<>();
        for (CommandSpec command : commands()) {
            if (command.usageMessage().hidden()) {
                continue;
            }
            Path page = folder.resolve(command.qualifiedName("-") + ".1");
            names.add(page.getFileName().toString());
            String text = Files.readString(page);
            assertThat(text).startsWith(".TH ").contains(".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH SEE ALSO");
            command.options().forEach(option -> assertThat(text)
                    .contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"));
        }
        try (Stream<Path> pages = Files.list(folder)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void two_runs_write_the_same() throws IOException {
        Typed.coffer("man", "--to", folder.resolve("one").toString());
        Typed.coffer("man", "--to", folder.resolve("two").toString());

        assertThat(folder.resolve("one/coffer.1")).hasSameTextualContentAs(folder.resolve("two/coffer.1"));
    }
}
