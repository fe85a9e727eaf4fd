package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.docker.json.JsonWriter;
import dev.coffer.vault.Protection;
import dev.coffer.vault.Protection.Method;
import dev.coffer.vault.Protection.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer vault status}. */
@Command(
        name = "status",
        description = "Shows what unlocks the vault, and whether it is unlocked.",
        mixinStandardHelpOptions = true)
final class VaultStatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "A JSON object.")
    private boolean json;

    private final Output output;

    VaultStatusCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        Status status = Coffer.open().vault().protection().status();
        if (json) {
            output.write(json(status));
        } else {
            show(status);
        }
        return ExitStatus.DONE;
    }

    private void show(Status status) {
        output.print("vault      " + status.folder());
        if (status.recipient().isEmpty()) {
            output.print("state      not made yet: the first login makes it");
            return;
        }
        output.print("recipient  " + status.recipient().get());
        output.print("state      " + state(status));
        if (status.rotating()) {
            output.print("rotation   not finished: coffer vault rotate");
        }
        Table table = new Table("UNLOCKED BY", "WHICH IS");
        status.methods().forEach(method -> table.add(method.name(), method.description()));
        output.print("");
        table.lines().forEach(output::print);
    }

    private static String state(Status status) {
        if (isOpen(status.methods())) {
            return "never locked";
        }
        return status.unlockedUntil()
                .map(until -> "unlocked until " + until)
                .orElse("locked, except for what opens without asking");
    }

    private static boolean isOpen(List<Method> methods) {
        return methods.stream().anyMatch(method -> method.name().equals(Protection.KEY_FILE));
    }

    private static byte[] json(Status status) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginObject();
            json.name("vault").string(status.folder().toString());
            text(json, "recipient", status.recipient().orElse(""));
            json.name("methods").beginArray();
            for (Method method : status.methods()) {
                json.beginObject();
                json.name("name").string(method.name());
                json.name("description").string(method.description());
                json.endObject();
            }
            json.endArray();
            text(
                    json,
                    "unlockedUntil",
                    status.unlockedUntil().map(Instant::toString).orElse(""));
            json.name("rotating").bool(status.rotating());
            json.endObject();
            return JsonLine.of(json);
        }
    }

    private static void text(JsonWriter json, String name, String value) {
        json.name(name);
        if (value.isEmpty()) {
            json.nothing();
        } else {
            json.string(value);
        }
    }
}
