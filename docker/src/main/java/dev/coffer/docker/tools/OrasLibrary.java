package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * oras-go's reader of docker's file: the names at the top are compared with case, and an entry is decoded only when it is
 * asked for.
 *
 * @param looksForStore whether a helper that is installed serves a file without any credential
 */
record OrasLibrary(boolean looksForStore) {
    /** Opens a file. */
    Source open(Path file, Inquiry inquiry) throws StoppedException {
        Holder holder = new Holder.InFile(file);
        return switch (inquiry.files().first(file)) {
            case Parsed.Missing() -> {
                inquiry.note(file, "is not there");
                yield source(ConfigDocument.empty(holder), Set.of(), inquiry);
            }
            case Parsed.Empty() -> {
                inquiry.note(file, "is empty");
                yield source(ConfigDocument.empty(holder), Set.of(), inquiry);
            }
            case Parsed.Unusable(String why) -> throw stopped(file, why, inquiry);
            case Parsed.Json(JsonObject root) -> decoded(file, root, inquiry);
            case Parsed.Json(JsonValue other) -> throw stopped(file, "is " + other.describe(), inquiry);
        };
    }

    private Source decoded(Path file, JsonObject root, Inquiry inquiry) throws StoppedException {
        Map<String, ConfigEntry> entries = new LinkedHashMap<>();
        Set<String> broken = new HashSet<>();
        for (JsonMember member : members(root, "auths", file, inquiry)) {
            String key = member.name().value();
            GoConfig decoded = GoConfig.decode(
                    new JsonObject(List.of(member), 0, 0), new Holder.InFile(file), GoConfig.Shape.FLAT);
            entries.put(key, decoded.document().entries().getFirst());
            if (decoded.mistake().isPresent()) {
                broken.add(key);
            } else {
                broken.remove(key);
            }
        }
        Map<String, String> helpers = new HashMap<>();
        for (JsonMember member : members(root, "credHelpers", file, inquiry)) {
            helpers.put(member.name().value(), text(Optional.of(member.value()), "credHelpers", file, inquiry));
        }
        String store = text(root.get("credsStore"), "credsStore", file, inquiry);
        ConfigDocument document = new ConfigDocument(
                new Holder.InFile(file),
                new ArrayList<>(entries.values()),
                helpers,
                Optional.of(store).filter(name -> !name.isEmpty()));
        return source(document, broken, inquiry);
    }

    private Source source(ConfigDocument document, Set<String> broken, Inquiry inquiry) {
        Values values = (entry, now) -> broken.contains(entry.key())
                ? new Value.Broken("it or a part of it is of the wrong type")
                : Values.authOverFields(entry, now);
        return new DocumentSource(
                looksForStore ? DefaultStore.addedTo(document, inquiry) : document, DocumentRules.oras(values));
    }

    private static List<JsonMember> members(JsonObject root, String name, Path file, Inquiry inquiry)
            throws StoppedException {
        Optional<JsonValue> value = root.get(name).filter(found -> !(found instanceof JsonNull));
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof JsonObject object) {
            return object.members();
        }
        throw stopped(file, name + " is " + value.get().describe(), inquiry);
    }

    private static String text(Optional<JsonValue> value, String what, Path file, Inquiry inquiry)
            throws StoppedException {
        if (value.isEmpty() || value.get() instanceof JsonNull) {
            return "";
        }
        if (value.get() instanceof JsonString string) {
            return string.value();
        }
        throw stopped(file, what + " holds " + value.get().describe(), inquiry);
    }

    private static StoppedException stopped(Path file, String why, Inquiry inquiry) {
        inquiry.note(file, why);
        return new StoppedException(inquiry.shown(file) + ": " + why);
    }
}
