package dev.coffer.cli.commands;

import dev.coffer.core.tokens.Tokens;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer cache} without a command. */
@Command(
        name = "cache",
        description = "Shows and forgets the tokens of clouds that are remembered.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CacheListCommand.class,
            CacheClearCommand.class,
        })
final class CacheCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /** The tokens, for what fetches none: the settings, which may be broken, do not matter then. */
    static Tokens tokens() throws NoHomeException {
        Environment environment = Environment.ofProcess();
        return Tokens.of(environment, Places.of(environment), Set.of());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? there are "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
