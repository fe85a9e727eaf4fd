package dev.coffer.kubernetes.secrets;

import dev.coffer.api.Secret;
import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Finds the secrets in YAML or JSON: one object, several documents, or lists of objects. */
public final class SecretFile {
    /** More than the largest object that a cluster keeps (1 MiB), many times. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_LEVELS = 100;

    private SecretFile() {}

    /**
     * The secrets of the file in their order; other objects are passed over.
     *
     * @param label how messages call the file
     * @throws PullSecretException when the text is not YAML, a secret is malformed, or there is none
     */
    public static List<StoredPullSecret> read(String label, byte[] content) {
        String shown = Printable.escape(label);
        if (content.length > MAX_BYTES) {
            throw new PullSecretException(shown + " is longer than " + MAX_BYTES + " bytes");
        }
        List<StoredPullSecret> found = new ArrayList<>();
        try {
            String text = new String(content, StandardCharsets.UTF_8);
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(MAX_BYTES)
                    .setAllowDuplicateKeys(false)
                    .build();
            requireShallow(shown, settings, text);
            for (Object document : new Load(settings).loadAllFromString(text)) {
                collect(shown, document, found, 0);
            }
        } catch (MarkedYamlEngineException notYaml) {
            // Its message quotes the text around the mistake.
            String place = notYaml.getProblemMark()
                    .map(mark ->
                            "; the mistake is at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            throw new PullSecretException(shown + " is neither YAML nor JSON" + place);
        } catch (YamlEngineException notYaml) {
            throw new PullSecretException(shown + " is neither YAML nor JSON");
        }
        if (found.isEmpty()) {
            throw new PullSecretException(shown + " holds no object of kind Secret");
        }
        return List.copyOf(found);
    }

    /** The loader calls itself for each level; its own events come without. */
    private static void requireShallow(String shown, LoadSettings settings, String text) {
        int level = 0;
        ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof CollectionStartEvent) {
                level++;
            } else if (event instanceof CollectionEndEvent) {
                level--;
            }
            if (level > MAX_LEVELS) {
                throw new PullSecretException(shown + " is nested too deep");
            }
        }
    }

    private static void collect(String shown, @Nullable Object value, List<StoredPullSecret> found, int depth) {
        if (!(value instanceof Map<?, ?> object) || depth > MAX_LEVELS) {
            return;
        }
        String kind = text(object.get("kind"));
        if (kind.equals("Secret")) {
            found.add(secret(shown, object));
        } else if (kind.endsWith("List") && object.get("items") instanceof List<?> items) {
            for (Object item : items) {
                // The items of a SecretList need not say what they are.
                if (kind.equals("SecretList") && item instanceof Map<?, ?> secret && !secret.containsKey("kind")) {
                    found.add(secret(shown, secret));
                } else {
                    collect(shown, item, found, depth + 1);
                }
            }
        }
    }

    private static StoredPullSecret secret(String shown, Map<?, ?> object) {
        Map<?, ?> metadata = members(object.get("metadata"));
        String name = text(metadata.get("name"));
        String what = "the secret " + Printable.escape(name.isEmpty() ? "without a name" : name) + " in " + shown;
        Map<String, Secret> data = new HashMap<>();
        members(object.get("data")).forEach((key, value) -> data.put(text(key), decoded(what, text(key), value)));
        members(object.get("stringData")).forEach((key, value) -> data.put(text(key), Secret.ofText(text(value))));
        Map<String, String> annotations = new HashMap<>();
        members(metadata.get("annotations")).forEach((key, value) -> annotations.put(text(key), text(value)));
        String namespace = text(metadata.get("namespace"));
        String type = text(object.get("type"));
        return new StoredPullSecret(
                name,
                namespace.isEmpty() ? Optional.empty() : Optional.of(namespace),
                type.isEmpty() ? "Opaque" : type,
                data,
                annotations);
    }

    private static Secret decoded(String what, String key, @Nullable Object value) {
        String encoded = text(value).replace("\n", "").replace("\r", "");
        try {
            return Secret.owning(Base64.getDecoder().decode(encoded.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notBase64) {
            throw new PullSecretException(what + " has data below " + Printable.escape(key)
                    + " that is not base64; plain text goes below stringData");
        }
    }

    private static Map<?, ?> members(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
