package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Links;
import dev.coffer.cli.setup.Machine;
import dev.coffer.cli.setup.SetupException;
import dev.coffer.cli.setup.ToolLink;
import dev.coffer.docker.config.ConfigFileException;
import dev.coffer.docker.tools.Tool;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coffer unlink}. */
@Command(
        name = "unlink",
        description = "Takes back what coffer link and coffer setup did for tools; without a TOOL for all of them. The"
                + " logins stay in the vault.",
        mixinStandardHelpOptions = true)
final class UnlinkCommand implements Callable<Integer> {
    @Mixin
    private final ToolArguments arguments = new ToolArguments();

    @Option(
            names = "--server",
            paramLabel = "HOST",
            converter = ServerConverter.class,
            description = "Only the link of this registry; without a TOOL that of docker.")
    private @Nullable ServerAddress server;

    @Option(names = "--plain-text", description = "Write the logins into the tools' own files, in plain text.")
    private boolean plainText;

    @Mixin
    private final PlanRun run = new PlanRun();

    private final Output output;

    UnlinkCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        List<Tool> tools = arguments.read();
        try {
            Links links = Links.of(Environment.ofProcess(), Machine.here());
            if (tools.isEmpty()) {
                tools.addAll(server == null ? linked(links) : List.of(Tool.DOCKER));
            }
            return run.carryOut(links.undoPlan(tools, Optional.ofNullable(server), plainText), output);
        } catch (SetupException refused) {
            return output.fail(String.valueOf(refused.getMessage()), refused.whatToDo());
        } catch (ConfigFileException unusable) {
            return output.fail(String.valueOf(unusable.getMessage()), unusable.whatToDo());
        }
    }

    private static List<Tool> linked(Links links) {
        return links.table().stream()
                .filter(link -> link.state() == ToolLink.State.LINKED || link.state() == ToolLink.State.PARTLY)
                .map(ToolLink::tool)
                .toList();
    }
}
