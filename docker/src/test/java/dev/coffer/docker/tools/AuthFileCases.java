package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonArray;
import dev.coffer.docker.json.JsonBoolean;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The look-up cases of {@code authfile-cases.json}; its origin stands in the README beside it. */
final class AuthFileCases {
    private static final String RESOURCE = "authfile-cases.json";

    private final String text;
    private final JsonObject root;

    private AuthFileCases(String text, JsonObject root) {
        this.text = text;
        this.root = root;
    }

    /** Reads the resource. */
    static AuthFileCases read() {
        try (InputStream stream = AuthFileCases.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new AuthFileCases(text, (JsonObject) JsonReader.read(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (MalformedJsonException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** All cases. */
    List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (JsonValue item : ((JsonArray) root.get("cases").orElseThrow()).items()) {
            cases.add(new Case((JsonObject) item));
        }
        return cases;
    }

    /** The rows of one of the smaller tables. */
    List<Row> table(String name) {
        List<Row> rows = new ArrayList<>();
        for (JsonValue item : ((JsonArray) root.get(name).orElseThrow()).items()) {
            rows.add(new Row((JsonObject) item));
        }
        return rows;
    }

    private JsonObject named(String table, String id) {
        return (JsonObject) ((JsonObject) root.get(table).orElseThrow()).get(id).orElseThrow();
    }

    static String string(JsonObject object, String name) {
        return ((JsonString) object.get(name).orElseThrow()).value();
    }

    static Optional<String> maybeString(JsonObject object, String name) {
        return object.get(name).filter(value -> !(value instanceof JsonNull)).map(value -> ((JsonString) value)
                .value());
    }

    static List<String> strings(JsonValue list) {
        List<String> strings = new ArrayList<>();
        for (JsonValue item : ((JsonArray) list).items()) {
            strings.add(((JsonString) item).value());
        }
        return strings;
    }

    /** A row of a table. */
    record Row(JsonObject object) {
        String string(String name) {
            return AuthFileCases.string(object, name);
        }

        Optional<String> maybe(String name) {
            return maybeString(object, name);
        }

        boolean isTrue(String name) {
            return object.get(name).orElseThrow() instanceof JsonBoolean flag && flag.value();
        }

        List<String> list(String name) {
            return strings(object.get(name).orElseThrow());
        }
    }

    /** One case. */
    final class Case {
        private final JsonObject object;

        private Case(JsonObject object) {
            this.object = object;
        }

        String id() {
            return string(object, "id");
        }

        String client() {
            return string(object, "client");
        }

        String key() {
            return string(object, "key");
        }

        JsonValue expect() {
            return object.get("expect").orElseThrow();
        }

        /** What helpers were asked, when a logging helper saw it; a repetition at once counts as one. */
        Optional<List<String>> asked() {
            return object.get("asked").map(list -> {
                List<String> asked = new ArrayList<>();
                for (String question : strings(list)) {
                    if (asked.isEmpty() || !asked.getLast().equals(question)) {
                        asked.add(question);
                    }
                }
                return asked;
            });
        }

        /** The places with what lies there. */
        Map<String, Lying> place() {
            Map<String, Lying> places = new LinkedHashMap<>();
            for (JsonMember member : ((JsonObject) object.get("place").orElseThrow()).members()) {
                places.put(member.name().value(), lying(member.value()));
            }
            return places;
        }

        /** The option with which the client was called. */
        Optional<JsonObject> option() {
            return object.get("option").map(JsonObject.class::cast);
        }

        private Lying lying(JsonValue value) {
            if (value instanceof JsonString id) {
                return lying(named("files", id.value()));
            }
            JsonObject inline = (JsonObject) value;
            if (inline.get("missing").isPresent()) {
                return new Lying.Nothing();
            }
            if (inline.get("directory").isPresent()) {
                return new Lying.Folder();
            }
            if (inline.get("raw").isPresent()) {
                return new Lying.Text(string(inline, "raw"));
            }
            if (inline.get("toml").isPresent()) {
                JsonObject toml = (JsonObject) inline.get("toml").orElseThrow();
                JsonMember only = toml.members().getFirst();
                return new Lying.Text(only.name().value() + " = " + text(only.value()) + "\n");
            }
            return inline.get("json")
                    .map(json -> (Lying) new Lying.Text(text(json)))
                    .orElseGet(() -> new Lying.Login(inline));
        }

        /** The world of the case, with all that the client can see. */
        MapWorld world() {
            MapWorld world = new MapWorld().variable("XDG_RUNTIME_DIR", "/run/user/1000");
            addHelpers(world);
            place().forEach((place, lying) -> put(world, place, lying));
            return world;
        }

        private void put(MapWorld world, String place, Lying lying) {
            String path = place.replace("$HOME", MapWorld.HOME.toString())
                    .replace("$XDG_RUNTIME_DIR", "/run/user/1000")
                    .replace("$XDG_CONFIG_HOME", "/home/u/xdg")
                    .replace("$DOCKER_CONFIG", "/home/u/dc");
            if (place.startsWith("$XDG_CONFIG_HOME")) {
                world.variable("XDG_CONFIG_HOME", "/home/u/xdg");
            }
            if (place.startsWith("$DOCKER_CONFIG")) {
                world.variable("DOCKER_CONFIG", "/home/u/dc");
            }
            switch (place) {
                case "$DOCKER_AUTH_CONFIG" -> {
                    world.variable("DOCKER_AUTH_CONFIG", ((Lying.Text) lying).text());
                    return;
                }
                case "$REGISTRY_AUTH_FILE" -> {
                    path = "/home/u/raf.json";
                    world.variable("REGISTRY_AUTH_FILE", path);
                }
                case "registries.conf" -> path = "/home/u/.config/containers/registries.conf";
                case "--authfile", "--compat-auth-file", "--legacy-authfile" -> path = OPTION_FILE.toString();
                default -> {}
            }
            switch (lying) {
                case Lying.Text(String content) -> {
                    if (path.startsWith("/")) {
                        world.file(Path.of(path), content.getBytes(StandardCharsets.UTF_8));
                    }
                }
                case Lying.Folder() -> world.folder(Path.of(path));
                case Lying.Login(JsonObject login) -> world.helper(place.replace("helper ", ""), reply(login));
                case Lying.Nothing() -> {}
            }
        }

        private static HelperReply reply(JsonObject login) {
            return maybeString(login, "error")
                    .map(message -> (HelperReply) new HelperReply.Failed(1, message))
                    .orElseGet(() -> MapWorld.answer(string(login, "username"), string(login, "password")));
        }

        private void addHelpers(MapWorld world) {
            for (JsonMember helper : ((JsonObject) root.get("helpers").orElseThrow()).members()) {
                Optional<JsonValue> get = ((JsonObject) helper.value()).get("get");
                if (get.isPresent()) {
                    for (JsonMember server : ((JsonObject) get.get()).members()) {
                        HelperReply reply = scripted((JsonObject) server.value());
                        world.helper(helper.name().value(), server.name().value(), reply);
                    }
                }
            }
        }

        private static HelperReply scripted(JsonObject script) {
            return switch (script.get("stdout").orElseThrow()) {
                case JsonString said
                when said.value().startsWith("credentials not found") -> new HelperReply.NotFound();
                case JsonString said -> new HelperReply.Failed(1, said.value());
                case JsonObject answer ->
                    MapWorld.answer(
                            maybeString(answer, "Username").orElse(""),
                            maybeString(answer, "Secret").orElse(""));
                default -> throw new IllegalStateException("a helper's script of another kind");
            };
        }
    }

    /** Where the options of the tools point. */
    static final Path OPTION_FILE = Path.of("/home/u/option.json");

    /** What lies at a place. */
    sealed interface Lying {
        /** A file, or a variable, with this text. */
        record Text(String text) implements Lying {}

        /** A folder. */
        record Folder() implements Lying {}

        /** Nothing, though a variable names it. */
        record Nothing() implements Lying {}

        /** No file: a helper inside the test that answers with this, or fails. */
        record Login(JsonObject login) implements Lying {}
    }

    private String text(JsonValue value) {
        return text.substring(value.start(), value.end());
    }
}
