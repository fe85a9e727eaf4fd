package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.settings.SettingsEditor;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer config set}. */
@Command(
        name = "set",
        description =
                "Writes a setting into the settings file: store, on-unavailable, on-absent, prompt, collection or token-hosts.",
        mixinStandardHelpOptions = true)
final class ConfigSetCommand implements Callable<Integer> {
    private static final String STORE = "store";
    private static final Set<String> OTHERS =
            Set.of("on-unavailable", "on-absent", "prompt", "collection", "token-hosts");

    @Parameters(index = "0", paramLabel = "NAME", description = "The setting.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "Its value. A store is looked for first.")
    private String value = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Output output;

    ConfigSetCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        if (name.equals(STORE)) {
            new KeystoreChoice(output).choose(value);
            return ExitStatus.DONE;
        }
        if (!OTHERS.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no such setting; there are store, on-unavailable, on-absent, prompt, collection, token-hosts");
        }
        Places places = Places.of(Environment.ofProcess());
        boolean changed = new SettingsEditor(places.config()).set(name, value);
        output.print(changed ? "written to " + places.config() : "it was so already");
        return ExitStatus.DONE;
    }
}
