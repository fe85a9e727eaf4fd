package dev.coffer.cli.commands;

import dev.coffer.cli.agent.AgentProcess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code coffer agent}: what {@code coffer unlock} starts. Its standard streams are a protocol, not for people. */
@Command(
        name = AgentProcess.COMMAND,
        description = "Keeps a vault unlocked; started by coffer unlock.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        return AgentProcess.run() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
