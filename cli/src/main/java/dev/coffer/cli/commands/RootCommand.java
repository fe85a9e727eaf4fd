package dev.coffer.cli.commands;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer} without a command. */
@Command(
        name = "coffer",
        description = "Keeps the credentials of container registries, encrypted.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        subcommands = {
            SetupCommand.class,
            LinkCommand.class,
            UnlinkCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            ListCommand.class,
            GetCommand.class,
            EraseCommand.class,
            UseCommand.class,
            RotateCommand.class,
            ImportCommand.class,
            CiCommand.class,
            DoctorCommand.class,
            StoresCommand.class,
            MigrateCommand.class,
            CacheCommand.class,
            ConfigCommand.class,
            RouteCommand.class,
            KubeCommand.class,
            NomadCommand.class,
            VaultCommand.class,
            UnlockCommand.class,
            LockCommand.class,
            AgentCommand.class,
            VersionCommand.class,
            CompletionCommand.class,
            CompleteCommand.class,
            ManCommand.class,
        })
final class RootCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? there are " + names());
    }

    private String names() {
        return spec.subcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(CommandLine::getCommandName)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
