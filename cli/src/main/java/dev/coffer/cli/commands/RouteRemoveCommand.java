package dev.coffer.cli.commands;

import dev.coffer.core.Coffer;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.settings.RouteEditor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coffer route remove}. */
@Command(
        name = "remove",
        aliases = "rm",
        description = "Takes the routes with this pattern out of the settings file.",
        mixinStandardHelpOptions = true)
final class RouteRemoveCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "PATTERN",
            converter = PatternConverter.class,
            description = "The pattern as `coffer route list` shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private ServerPattern servers;

    private final Output output;

    RouteRemoveCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Coffer coffer = Coffer.open();
        Path file = coffer.places().config();
        int removed = new RouteEditor(file).remove(route -> route.servers().equals(servers));
        if (removed > 0) {
            output.print("removed " + removed + (removed == 1 ? " route from " : " routes from ") + file);
            return ExitStatus.DONE;
        }
        boolean elsewhere =
                coffer.routes().stream().anyMatch(route -> route.servers().equals(servers));
        return output.fail(
                "there is no route for " + servers + " in " + file,
                elsewhere
                        ? "it is the machine's, in " + coffer.places().systemConfig()
                        : "see those there are: coffer route list");
    }
}
