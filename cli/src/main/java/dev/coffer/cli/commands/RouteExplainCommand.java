package dev.coffer.cli.commands;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.core.Coffer;
import dev.coffer.core.routes.Route;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coffer route explain}: asks the store, but no cloud and no helper. */
@Command(
        name = "explain",
        description = "Says which rule decides about a server, and why.",
        mixinStandardHelpOptions = true)
final class RouteExplainCommand implements Callable<Integer> {
    @Mixin
    private final ServerArgument server = new ServerArgument();

    private final Output output;

    RouteExplainCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Coffer coffer = Coffer.open();
        ServerAddress address = server.value();
        Table table = new Table("RULE", "WRITTEN IN", "");
        boolean decided = false;
        for (Route route : coffer.routes()) {
            if (!route.last()) {
                Optional<String> objection = route.objection(address);
                table.add(route.toString(), route.where().toString(), verdict(objection, decided));
                decided |= objection.isEmpty();
            }
        }
        if (decided) {
            table.add("the store " + coffer.keystore().name(), "-", "not asked: a route has decided");
        } else {
            Lookup stored = coffer.keystore().credentials().get(Request.of(address));
            table.add("the store " + coffer.keystore().name(), "-", verdict(stored));
            addWhatComesAfterTheStore(table, coffer, address, !(stored instanceof Lookup.Absent));
        }
        table.lines().forEach(output::print);
        return ExitStatus.DONE;
    }

    private static void addWhatComesAfterTheStore(Table table, Coffer coffer, ServerAddress address, boolean stored) {
        for (Route route : coffer.routes()) {
            if (route.last()) {
                Optional<String> objection = route.objection(address);
                table.add(
                        route.toString(),
                        route.where().toString(),
                        objection.orElse(stored ? "not asked: the store has decided" : "is asked"));
            }
        }
        Optional<CloudRegistry> registry = CloudRegistry.of(address);
        String name = registry.map(RouteExplainCommand::describe)
                .orElse("this is no registry of ecr, gcr or acr, by its whole name");
        table.add("by the server's name", "built in", stored && registry.isPresent() ? "not asked: " + name : name);
    }

    private static String verdict(Optional<String> objection, boolean decided) {
        if (objection.isPresent()) {
            return "does not select it: " + objection.get();
        }
        return decided ? "not asked: a route before it has decided" : "decides";
    }

    private static String verdict(Lookup stored) {
        return switch (stored) {
            case Lookup.Found found ->
                "decides: a login of " + found.credential().username();
            case Lookup.Absent absent -> absent.why().stream().map(Reason::text).collect(Collectors.joining("; "));
            case Lookup.Unavailable unavailable ->
                "decides: " + unavailable.why().text();
        };
    }

    private static String describe(CloudRegistry registry) {
        return switch (registry) {
            case CloudRegistry.Ecr ecr -> "ecr: account " + ecr.account() + " in " + ecr.region();
            case CloudRegistry.EcrPublic _ -> "ecr: the public gallery";
            case CloudRegistry.Gcr _ -> "gcr: a registry of Google's";
            case CloudRegistry.Acr acr ->
                "acr: a registry of Azure's "
                        + acr.azure().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " cloud";
        };
    }
}
