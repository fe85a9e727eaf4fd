package dev.coffer.cli.commands;

import dev.coffer.cli.commands.manual.ManualPage;
import dev.coffer.core.Version;
import dev.coffer.platform.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer man}: run by the build, which puts the pages beside the program. */
@Command(
        name = "man",
        description = "Writes the pages of the manual, one for each command.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {
    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "The folder, such as share/man/man1.")
    private Path folder = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    ManCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        for (ManualPage page : ManualPage.all(spec.root(), Version.CURRENT)) {
            AtomicFile.replaceKeeping(
                    folder.resolve(page.fileName()), page.text().getBytes(StandardCharsets.UTF_8));
        }
        output.note("wrote the manual to " + folder);
        return ExitStatus.DONE;
    }
}
