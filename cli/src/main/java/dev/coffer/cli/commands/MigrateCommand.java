package dev.coffer.cli.commands;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Machine;
import dev.coffer.cli.setup.Plan;
import dev.coffer.cli.setup.Report;
import dev.coffer.cli.setup.Setup;
import dev.coffer.cli.setup.SetupException;
import dev.coffer.core.Coffer;
import dev.coffer.core.keystores.Keystore;
import dev.coffer.core.keystores.Keystores;
import dev.coffer.core.keystores.Migration;
import dev.coffer.core.keystores.Migration.Step;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer migrate}. */
@Command(
        name = "migrate",
        description = "Moves all logins and secrets from one keystore to another: each is copied, read back, and then"
                + " erased where it was. Can be run again after an interruption.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    private static final String PLAIN_TEXT = "config.json";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "STORE",
            description = "A keystore, or config.json for what docker and podman keep in plain text.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "STORE", description = "A keystore.")
    private String to = "";

    @Option(names = "--dry-run", description = "Only say what would be moved.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    MigrateCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (to.equals(PLAIN_TEXT)) {
            throw usage("nothing is moved into plain text; to leave Coffer: coffer setup --undo --plain-text");
        }
        if (from.equals(to)) {
            throw usage("--from and --to are the same");
        }
        Coffer coffer = Coffer.open();
        Keystore target = named(coffer, to);
        if (from.equals(PLAIN_TEXT)) {
            return movePlainText(coffer, target);
        }
        Migration migration = coffer.keystores().migration(named(coffer, from), target);
        Tally tally = new Tally();
        if (dryRun) {
            migration.plan().forEach(tally::count);
        } else {
            migration.run(tally::count);
        }
        output.print((dryRun ? "to be moved: " : "moved: ") + tally.moved + " of " + tally.all);
        if (!dryRun && tally.moved > 0 && from.equals(coffer.keystore().name())) {
            output.note("docker still asks " + from + "; to have it ask " + to + ": coffer config set store " + to);
        }
        return tally.moved == tally.all ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** Prints each step and counts them. */
    private final class Tally {
        private int moved;
        private int all;

        void count(Step step) {
            all++;
            switch (step) {
                case Step.Moves moves -> {
                    moved++;
                    output.print((dryRun ? "would move " : "moved ") + moves.what());
                }
                case Step.Stays stays -> output.note(stays.what() + " stays in " + from + ": " + stays.why());
            }
        }
    }

    /** The same steps as set-up's: docker must find its logins at every moment. */
    private int movePlainText(Coffer coffer, Keystore target) throws IOException, StoreException {
        if (!target.name().equals(coffer.keystore().name())) {
            throw new StoreException(
                    Kind.REFUSED,
                    "docker asks the chosen store for what was in config.json, and that is "
                            + coffer.keystore().name(),
                    "coffer config set store " + target.name());
        }
        try {
            Plan plan = Setup.of(Environment.ofProcess(), Machine.here(), false).plainTextPlan();
            Report report = new PrintedReport(output);
            plan.show(report);
            if (!dryRun) {
                plan.run(report);
            }
            return ExitStatus.DONE;
        } catch (SetupException refused) {
            return output.fail(String.valueOf(refused.getMessage()), refused.whatToDo());
        }
    }

    private static Keystore named(Coffer coffer, String name) throws StoreException {
        return coffer.keystores()
                .named(name)
                .orElseThrow(() -> new StoreException(
                        Kind.REFUSED,
                        "there is no store " + name,
                        "choose one of " + String.join(", ", Keystores.NAMES)));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
