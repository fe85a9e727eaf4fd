package dev.coffer.cli.commands;

import dev.coffer.cli.setup.Delivery;
import dev.coffer.cli.setup.SetupException;
import dev.coffer.core.Version;
import dev.coffer.docker.json.JsonWriter;
import java.io.IOException;
import java.util.Optional;
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
    public Integer call() throws IOException {
        if (json) {
            output.write(asJson());
        } else {
            output.print("coffer " + Version.CURRENT + " (" + DELIVERY + ")");
        }
        return ExitStatus.DONE;
    }

    /** For inventories: every member is there every time. */
    private static byte[] asJson() throws IOException {
        try (JsonWriter writer = new JsonWriter()) {
            writer.beginObject();
            writer.name("version").string(Version.CURRENT);
            writer.name("delivery").string(DELIVERY);
            property(writer, "java", "java.version");
            property(writer, "vm", "java.vm.name");
            property(writer, "os", "os.name");
            property(writer, "arch", "os.arch");
            writer.name("build");
            Optional<String> build = build();
            if (build.isPresent()) {
                writer.string(build.get());
            } else {
                writer.nothing();
            }
            writer.endObject();
            return JsonLine.of(writer);
        }
    }

    private static void property(JsonWriter writer, String name, String property) {
        writer.name(name).string(System.getProperty(property, ""));
    }

    /** Empty when the program runs from something else than a built folder. */
    private static Optional<String> build() throws IOException {
        try {
            return Optional.of(Delivery.running(Version.CURRENT).build());
        } catch (SetupException notBuilt) {
            return Optional.empty();
        }
    }

    /** Answers {@code coffer --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"coffer " + Version.CURRENT + " (" + DELIVERY + ")"};
        }
    }
}
