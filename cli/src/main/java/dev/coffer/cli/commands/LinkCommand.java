package dev.coffer.cli.commands;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Links;
import dev.coffer.cli.setup.Machine;
import dev.coffer.cli.setup.SetupException;
import dev.coffer.cli.setup.ToolLink;
import dev.coffer.docker.config.ConfigFileException;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.docker.tools.Tool;
import dev.coffer.kubernetes.nomad.NomadConfig;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coffer link}. */
@Command(
        name = "link",
        description = {
            "Points tools at Coffer. Without a TOOL it says which are linked and which could be, and with --server"
                    + " it links docker.",
            "Tools that read the same file are linked together.",
        },
        mixinStandardHelpOptions = true)
final class LinkCommand implements Callable<Integer> {
    @Mixin
    private final ToolArguments arguments = new ToolArguments();

    @Option(
            names = "--server",
            paramLabel = "HOST",
            converter = ServerConverter.class,
            description = "Only for this registry, by credHelpers; everything else stays as it is.")
    private @Nullable ServerAddress server;

    @Mixin
    private final PlanRun run = new PlanRun();

    private final Output output;

    LinkCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        List<Tool> tools = arguments.read();
        Links links = Links.of(Environment.ofProcess(), Machine.here());
        if (tools.isEmpty() && server != null) {
            tools.add(Tool.DOCKER);
        }
        if (tools.isEmpty()) {
            print(links.table());
            return ExitStatus.DONE;
        }
        try {
            return link(links, tools);
        } catch (SetupException refused) {
            return output.fail(String.valueOf(refused.getMessage()), refused.whatToDo());
        } catch (ConfigFileException unusable) {
            return output.fail(String.valueOf(unusable.getMessage()), unusable.whatToDo());
        }
    }

    private int link(Links links, List<Tool> tools) throws IOException, StoreException {
        List<Tool> byFile = new ArrayList<>();
        for (Tool tool : tools) {
            ToolLink link = links.of(tool);
            switch (link.state()) {
                case IMPOSSIBLE -> {
                    return output.fail(tool + " cannot be linked: it " + link.note(), "");
                }
                case BY_HAND -> byHand(tool, link);
                default -> byFile.add(tool);
            }
        }
        return byFile.isEmpty()
                ? ExitStatus.DONE
                : run.carryOut(links.plan(byFile, Optional.ofNullable(server)), output);
    }

    /** Nomad's block is short enough to be shown; a kubelet's configuration needs answers first. */
    private void byHand(Tool tool, ToolLink link) {
        output.note(tool + " is the administrator's: " + link.note());
        if (tool == Tool.NOMAD && !run.isJson()) {
            output.write(NomadConfig.DOCKER.block().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void print(List<ToolLink> links) {
        if (run.isJson()) {
            output.write(json(links));
            return;
        }
        Table table = new Table("TOOL", "HERE", "LINKED", "BY", "NOTE");
        for (ToolLink link : links) {
            table.add(
                    link.tool().id(),
                    link.program().isPresent() ? "yes" : "",
                    link.state() == ToolLink.State.PARTLY && !link.servers().isEmpty()
                            ? String.join(" ", link.servers())
                            : link.state().toString(),
                    link.file().map(Path::toString).orElse("-"),
                    link.note());
        }
        table.lines().forEach(output::print);
    }

    private static byte[] json(List<ToolLink> links) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginArray();
            for (ToolLink link : links) {
                json.beginObject();
                json.name("tool").string(link.tool().id());
                json.name("program");
                path(json, link.program());
                json.name("linked").string(link.state().toString());
                json.name("file");
                path(json, link.file());
                json.name("servers");
                PlanRun.strings(json, link.servers());
                json.name("note").string(link.note());
                json.endObject();
            }
            json.endArray();
            return JsonLine.of(json);
        }
    }

    private static void path(JsonWriter json, Optional<Path> path) {
        if (path.isPresent()) {
            json.string(path.get().toString());
        } else {
            json.nothing();
        }
    }
}
