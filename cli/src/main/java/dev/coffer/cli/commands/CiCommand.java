package dev.coffer.cli.commands;

import dev.coffer.cli.ci.CiJob;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer ci}. */
@Command(
        name = "ci",
        description = {
            "Gives a CI job logins of its own, that end with it:",
            "  eval \"$(coffer ci)\"         at its start",
            "  eval \"$(coffer ci --end)\"   at its end",
            "Prints shell commands that set DOCKER_CONFIG, COFFER_HOME and COFFER_IDENTITY_HOME to a private folder.",
        },
        mixinStandardHelpOptions = true)
final class CiCommand implements Callable<Integer> {
    @Option(names = "--end", description = "Remove the job's folder with everything in it.")
    private boolean end;

    private final Output output;

    CiCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Environment environment = Environment.ofProcess();
        if (end) {
            CiJob.current(environment).end().forEach(output::print);
        } else {
            CiJob.start(environment).begin().forEach(output::print);
        }
        return ExitStatus.DONE;
    }
}
