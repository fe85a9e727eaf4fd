package dev.coffer.cli.commands;

import dev.coffer.core.Coffer;
import dev.coffer.core.keystores.Keystore;
import dev.coffer.core.keystores.Keystores;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.keychain.Availability;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer stores}. */
@Command(
        name = "stores",
        description = "Lists the keystores, and says of each whether it can be used here, and why not.",
        mixinStandardHelpOptions = true)
final class StoresCommand implements Callable<Integer> {
    @Option(names = "--json", description = "A JSON array.")
    private boolean json;

    private final Output output;

    StoresCommand(Output output) {
        this.output = output;
    }

    private record Line(String name, boolean chosen, Availability availability) {
        boolean isAvailable() {
            return availability instanceof Availability.Available;
        }

        String reason() {
            return switch (availability) {
                case Availability.Available available -> available.detail();
                case Availability.Missing missing -> missing.reason();
            };
        }
    }

    @Override
    public Integer call() throws IOException {
        Coffer coffer = Coffer.open();
        List<Line> lines = Keystores.NAMES.stream()
                .flatMap(name -> coffer.keystores().named(name).stream())
                .map(keystore -> line(coffer, keystore))
                .toList();
        if (json) {
            output.write(json(lines));
        } else {
            Table table = new Table("STORE", "CHOSEN", "USABLE", "REASON");
            lines.forEach(line -> table.add(
                    line.name(), line.chosen() ? "yes" : "", line.isAvailable() ? "yes" : "no", line.reason()));
            table.lines().forEach(output::print);
        }
        return ExitStatus.DONE;
    }

    private static Line line(Coffer coffer, Keystore keystore) {
        return new Line(
                keystore.name(), keystore.name().equals(coffer.keystore().name()), keystore.probe());
    }

    private static byte[] json(List<Line> lines) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginArray();
            for (Line line : lines) {
                json.beginObject();
                json.name("store").string(line.name());
                json.name("chosen").bool(line.chosen());
                json.name("usable").bool(line.isAvailable());
                json.name("reason").string(line.reason());
                json.endObject();
            }
            json.endArray();
            return JsonLine.of(json);
        }
    }
}
