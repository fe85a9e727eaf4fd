package dev.coffer.cli.commands;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each with what it prints to. */
final class CommandFactory implements IFactory {
    private static final Map<Class<?>, Function<Output, Object>> COMMANDS = Map.ofEntries(
            Map.entry(LoginCommand.class, LoginCommand::new),
            Map.entry(LogoutCommand.class, LogoutCommand::new),
            Map.entry(ListCommand.class, ListCommand::new),
            Map.entry(GetCommand.class, GetCommand::new),
            Map.entry(EraseCommand.class, EraseCommand::new),
            Map.entry(UseCommand.class, UseCommand::new),
            Map.entry(RotateCommand.class, RotateCommand::new),
            Map.entry(ImportCommand.class, ImportCommand::new),
            Map.entry(CiCommand.class, CiCommand::new),
            Map.entry(DoctorCommand.class, DoctorCommand::new),
            Map.entry(SetupCommand.class, SetupCommand::new),
            Map.entry(LinkCommand.class, LinkCommand::new),
            Map.entry(UnlinkCommand.class, UnlinkCommand::new),
            Map.entry(ToolConverter.class, _ -> new ToolConverter()),
            Map.entry(CompletionCommand.class, CompletionCommand::new),
            Map.entry(CompletionCommand.ShellConverter.class, _ -> new CompletionCommand.ShellConverter()),
            Map.entry(CompleteCommand.class, CompleteCommand::new),
            Map.entry(ManCommand.class, ManCommand::new),
            Map.entry(StoresCommand.class, StoresCommand::new),
            Map.entry(MigrateCommand.class, MigrateCommand::new),
            Map.entry(CacheCommand.class, _ -> new CacheCommand()),
            Map.entry(CacheListCommand.class, CacheListCommand::new),
            Map.entry(CacheClearCommand.class, CacheClearCommand::new),
            Map.entry(ConfigCommand.class, _ -> new ConfigCommand()),
            Map.entry(ConfigSetCommand.class, ConfigSetCommand::new),
            Map.entry(RouteCommand.class, _ -> new RouteCommand()),
            Map.entry(RouteListCommand.class, RouteListCommand::new),
            Map.entry(RouteAddCommand.class, RouteAddCommand::new),
            Map.entry(RouteRemoveCommand.class, RouteRemoveCommand::new),
            Map.entry(RouteExplainCommand.class, RouteExplainCommand::new),
            Map.entry(PatternConverter.class, _ -> new PatternConverter()),
            Map.entry(KubeCommand.class, _ -> new KubeCommand()),
            Map.entry(KubeProviderConfigCommand.class, KubeProviderConfigCommand::new),
            Map.entry(KubePullSecretCommand.class, KubePullSecretCommand::new),
            Map.entry(KubeExplainCommand.class, KubeExplainCommand::new),
            Map.entry(ImageConverter.class, _ -> new ImageConverter()),
            Map.entry(TokenOptions.CacheTypeConverter.class, _ -> new TokenOptions.CacheTypeConverter()),
            Map.entry(NomadCommand.class, _ -> new NomadCommand()),
            Map.entry(NomadConfigCommand.class, NomadConfigCommand::new),
            Map.entry(NomadConfigCommand.DriverConverter.class, _ -> new NomadConfigCommand.DriverConverter()),
            Map.entry(NomadCheckCommand.class, NomadCheckCommand::new),
            Map.entry(UnlockCommand.class, UnlockCommand::new),
            Map.entry(LockCommand.class, LockCommand::new),
            Map.entry(VaultCommand.class, _ -> new VaultCommand()),
            Map.entry(VaultStatusCommand.class, VaultStatusCommand::new),
            Map.entry(VaultProtectCommand.class, VaultProtectCommand::new),
            Map.entry(VaultUnprotectCommand.class, VaultUnprotectCommand::new),
            Map.entry(VaultRotateCommand.class, VaultRotateCommand::new),
            Map.entry(VaultExportCommand.class, VaultExportCommand::new),
            Map.entry(VaultImportCommand.class, VaultImportCommand::new),
            Map.entry(AgentCommand.class, _ -> new AgentCommand()),
            Map.entry(DurationConverter.class, _ -> new DurationConverter()),
            Map.entry(VersionCommand.class, VersionCommand::new));

    private final Output output;

    CommandFactory(Output output) {
        this.output = output;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Output, Object> command = COMMANDS.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.apply(output));
    }
}
