package dev.coffer.cli.commands;

import dev.coffer.core.Coffer;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.RouteEditor;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer route add}. */
@Command(
        name = "add",
        description = "Writes a route into the settings file. Of several that select a server, the first one decides.",
        mixinStandardHelpOptions = true)
final class RouteAddCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "PATTERN",
            converter = PatternConverter.class,
            description = "host[:port][/path], where * stands for any text within a part of the host, a last part * for"
                    + " all further parts, and ** for every server.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private ServerPattern servers;

    @Mixin
    private final RouteTarget target = new RouteTarget();

    @Option(names = "--last", description = "Ask only after the store had nothing.")
    private boolean last;

    @Option(names = "--first", description = "Put it before the file's other routes; otherwise it goes after them.")
    private boolean first;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    RouteAddCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Target read;
        try {
            read = target.read();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
        Coffer coffer = Coffer.open();
        if (read instanceof Target.Helper helper) {
            Optional<String> objection = coffer.objectionTo(helper);
            if (objection.isPresent()) {
                return output.fail("nothing was written: " + objection.get(), "");
            }
        }
        RouteEditor editor = new RouteEditor(coffer.places().config());
        boolean added = editor.add(servers, read, last, first ? RouteEditor.Position.FIRST : RouteEditor.Position.LAST);
        output.print((added ? "written to " : "it was there already, in ")
                + coffer.places().config());
        noteWhatIsBefore(Coffer.open(), read);
        return ExitStatus.DONE;
    }

    /** A rule that never decides is a mistake that nobody would see. */
    private void noteWhatIsBefore(Coffer coffer, Target read) {
        if (last) {
            return;
        }
        for (Route route : coffer.routes()) {
            if (route.servers().equals(servers) && route.target().equals(read)) {
                return;
            }
            if (!route.last() && route.servers().covers(servers)) {
                output.note("the route " + route + " in " + route.where()
                        + " comes before it and selects all the same servers; see coffer route add --first");
                return;
            }
        }
    }
}
