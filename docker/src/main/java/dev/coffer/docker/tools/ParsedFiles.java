package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of one look-up as JSON, each parsed once. */
final class ParsedFiles {
    private final World world;
    private final Map<Path, Parsed> whole = new HashMap<>();
    private final Map<Path, Parsed> first = new HashMap<>();

    ParsedFiles(World world) {
        this.world = world;
    }

    /** The file as one value and nothing after it. */
    Parsed whole(Path file) {
        return whole.computeIfAbsent(file, path -> parse(path, true));
    }

    /** The file's first value, whatever follows. */
    Parsed first(Path file) {
        return first.computeIfAbsent(file, path -> parse(path, false));
    }

    private Parsed parse(Path file, boolean asWhole) {
        return switch (world.read(file)) {
            case FileContent.Missing() -> new Parsed.Missing();
            case FileContent.Folder() -> new Parsed.Unusable("is a folder");
            case FileContent.Unreadable(String why) -> new Parsed.Unusable("cannot be read: " + why);
            case FileContent.Bytes content -> parse(new String(content.bytes(), StandardCharsets.UTF_8), asWhole);
        };
    }

    /** Parses a text. */
    static Parsed parse(String text, boolean asWhole) {
        if (isBlank(text)) {
            return new Parsed.Empty();
        }
        try {
            return new Parsed.Json(asWhole ? JsonReader.read(text) : JsonReader.readFirst(text));
        } catch (MalformedJsonException malformed) {
            return new Parsed.Unusable("is not JSON, " + malformed.getMessage());
        }
    }

    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
