package dev.coffer.cli.commands;

import dev.coffer.docker.json.JsonWriter;
import java.util.Arrays;

/** A JSON text as a command prints it: with the end of its line. */
final class JsonLine {
    private JsonLine() {}

    static byte[] of(JsonWriter json) {
        byte[] text = json.toByteArray();
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }
}
