package dev.coffer.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer kube} without a command. */
@Command(
        name = "kube",
        description = "Writes and checks what a Kubernetes cluster needs to pull with Coffer's credentials.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KubeProviderConfigCommand.class,
            KubePullSecretCommand.class,
            KubeExplainCommand.class,
        })
final class KubeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? there are "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
