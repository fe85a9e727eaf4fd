package dev.coffer.cli.commands;

import dev.coffer.core.Version;
import dev.coffer.docker.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code coffer version}. */
@Command(name = "version", description = "Shows the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    private static final String DELIVERY =
            System.getProperty("org.graalvm.nativeimage.imagecode") == null ? "jvm" : "native";

    @Option(names = "--json", description = "A JSON object.")
    private boolean json;

    private final Output output;

    VersionCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (json) {
            try (JsonWriter writer = new JsonWriter()) {
                writer.beginObject();
                writer.name("version").string(Version.CURRENT);
                writer.name("delivery").string(DELIVERY);
                writer.name("os").string(System.getProperty("os.name", ""));
                writer.name("arch").string(System.getProperty("os.arch", ""));
                writer.endObject();
                output.print(new String(writer.toByteArray(), StandardCharsets.UTF_8));
            }
        } else {
            output.print("coffer " + Version.CURRENT + " (" + DELIVERY + ")");
        }
        return ExitStatus.DONE;
    }

    /** Answers {@code coffer --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"coffer " + Version.CURRENT + " (" + DELIVERY + ")"};
        }
    }
}
