package dev.coffer.cli.commands;

import dev.coffer.core.Coffer;
import dev.coffer.core.routes.Route;
import dev.coffer.docker.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer route list}. */
@Command(
        name = "list",
        description = "Lists the routes in the order in which they are tried.",
        mixinStandardHelpOptions = true)
final class RouteListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "A JSON array.")
    private boolean json;

    private final Output output;

    RouteListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        List<Route> routes = Coffer.open().routes();
        if (json) {
            output.write(asJson(routes));
            return ExitStatus.DONE;
        }
        Table table = new Table("SERVERS", "USE", "ASKED", "WRITTEN IN");
        for (Route route : routes) {
            table.add(
                    route.servers().toString(),
                    route.target().toString(),
                    route.last() ? "after the store" : "first",
                    route.where().toString());
        }
        table.lines().forEach(output::print);
        return ExitStatus.DONE;
    }

    private static byte[] asJson(List<Route> routes) {
        try (JsonWriter writer = new JsonWriter()) {
            writer.beginArray();
            for (Route route : routes) {
                writer.beginObject();
                writer.name("servers").string(route.servers().toString());
                writer.name("use").string(route.target().toString());
                writer.name("last").bool(route.last());
                writer.name("file").string(route.where().file().toString());
                writer.name("line").string(Integer.toString(route.where().line()));
                writer.endObject();
            }
            writer.endArray();
            return JsonLine.of(writer);
        }
    }
}
