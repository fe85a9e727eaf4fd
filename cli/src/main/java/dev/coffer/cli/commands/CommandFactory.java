package dev.coffer.cli.commands;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each with what it prints to. */
final class CommandFactory implements IFactory {
    private static final Map<Class<?>, Function<Output, Object>> COMMANDS = Map.of(
            LoginCommand.class, LoginCommand::new,
            LogoutCommand.class, LogoutCommand::new,
            ListCommand.class, ListCommand::new,
            GetCommand.class, GetCommand::new,
            EraseCommand.class, EraseCommand::new,
            UseCommand.class, UseCommand::new,
            ImportCommand.class, ImportCommand::new,
            CiCommand.class, CiCommand::new,
            SetupCommand.class, SetupCommand::new,
            VersionCommand.class, VersionCommand::new);

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
