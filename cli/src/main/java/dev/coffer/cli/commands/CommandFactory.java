package dev.coffer.cli.commands;

import picocli.CommandLine.IFactory;

/** Makes the commands without reflection and hands each what it prints to. */
final class CommandFactory implements IFactory {
    private final Output output;

    CommandFactory(Output output) {
        this.output = output;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Object command =
                switch (type.getSimpleName()) {
                    case "LoginCommand" -> new LoginCommand(output);
                    case "LogoutCommand" -> new LogoutCommand(output);
                    case "ListCommand" -> new ListCommand(output);
                    case "GetCommand" -> new GetCommand(output);
                    case "EraseCommand" -> new EraseCommand(output);
                    case "UseCommand" -> new UseCommand(output);
                    case "ImportCommand" -> new ImportCommand(output);
                    case "CiCommand" -> new CiCommand(output);
                    case "VersionCommand" -> new VersionCommand(output);
                    default -> picocli.CommandLine.defaultFactory().create(type);
                };
        return type.cast(command);
    }
}
