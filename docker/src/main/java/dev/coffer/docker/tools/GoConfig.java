package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonString;
import dev.coffer.docker.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes docker's form as Go's {@code encoding/json} fills a struct: names are matched without regard to case, a member
 * that comes twice is merged (maps) or replaced (strings), {@code null} changes nothing, and a value of the wrong type is
 * noted while the rest is still decoded.
 *
 * @param document what was decoded
 * @param mistake the first value of a wrong type, in words
 */
record GoConfig(ConfigDocument document, Optional<String> mistake) {
    /** Which members a program declares. */
    enum Shape {
        /** {@code auths} and {@code credHelpers}: containers/image. */
        CONTAINERS,
        /** Docker's own, with all that it formats and proxies. */
        DOCKER,
        /** The entries stand at the top, without {@code auths}: {@code .dockercfg}. */
        FLAT
    }

    /** Decodes a value. */
    static GoConfig decode(JsonValue value, Holder holder, Shape shape) {
        return new Decoder().decode(value, holder, shape);
    }

    private static final class Decoder {
        private static final List<String> DOCKER_STRINGS = List.of(
                "psFormat",
                "imagesFormat",
                "networksFormat",
                "pluginsFormat",
                "volumesFormat",
                "statsFormat",
                "detachKeys",
                "serviceInspectFormat",
                "servicesFormat",
                "tasksFormat",
                "secretFormat",
                "configFormat",
                "nodesFormat",
                "currentContext");

        private static final List<String> DOCKER_STRING_MAPS = List.of("HttpHeaders", "aliases", "features");

        /** Parts of an entry that docker declares and does nothing with. */
        private static final List<String> DOCKER_ENTRY_STRINGS = List.of("email", "serveraddress");

        private final Map<String, ConfigEntry> entries = new LinkedHashMap<>();
        private final Map<String, String> credHelpers = new LinkedHashMap<>();
        private Optional<String> credsStore = Optional.empty();
        private Optional<String> mistake = Optional.empty();

        GoConfig decode(JsonValue value, Holder holder, Shape shape) {
            if (shape == Shape.FLAT) {
                decodeEntries(value, shape);
            } else {
                for (JsonMember member : members(value, "the file")) {
                    decodeMember(member, shape);
                }
            }
            ConfigDocument document = new ConfigDocument(
                    holder, new ArrayList<>(entries.values()), credHelpers, credsStore.filter(name -> !name.isEmpty()));
            return new GoConfig(document, mistake);
        }

        private void decodeMember(JsonMember member, Shape shape) {
            JsonValue value = member.value();
            if (member.isNamedIgnoringCase("auths")) {
                decodeEntries(value, shape);
            } else if (member.isNamedIgnoringCase("credHelpers")) {
                decodeStrings(value, "credHelpers", credHelpers);
            } else if (shape == Shape.DOCKER) {
                decodeDockersOwn(member, value);
            }
        }

        private void decodeDockersOwn(JsonMember member, JsonValue value) {
            if (member.isNamedIgnoringCase("credsStore")) {
                credsStore = text(value, "credsStore").or(() -> credsStore);
                return;
            }
            checkStrings(member, DOCKER_STRINGS);
            for (String name : DOCKER_STRING_MAPS) {
                if (member.isNamedIgnoringCase(name)) {
                    decodeStrings(value, name, new LinkedHashMap<>());
                }
            }
        }

        private void decodeEntries(JsonValue value, Shape shape) {
            if (value instanceof JsonNull) {
                entries.clear();
            }
            for (JsonMember member : members(value, "auths")) {
                String key = member.name().value();
                // Taken out first, so that a key that comes twice stands where it came last.
                entries.remove(key);
                entries.put(key, entry(key, member.value(), shape));
            }
        }

        private ConfigEntry entry(String key, JsonValue value, Shape shape) {
            Optional<String> username = Optional.empty();
            Optional<String> password = Optional.empty();
            Optional<String> auth = Optional.empty();
            Optional<String> identityToken = Optional.empty();
            Optional<String> registryToken = Optional.empty();
            for (JsonMember member : members(value, "an entry of auths")) {
                if (member.isNamedIgnoringCase("username")) {
                    username = field(member, username);
                } else if (member.isNamedIgnoringCase("password")) {
                    password = field(member, password);
                } else if (member.isNamedIgnoringCase("auth")) {
                    auth = field(member, auth);
                } else if (member.isNamedIgnoringCase("identitytoken")) {
                    identityToken = field(member, identityToken);
                } else if (member.isNamedIgnoringCase("registrytoken")) {
                    registryToken = field(member, registryToken);
                } else if (shape == Shape.DOCKER) {
                    checkStrings(member, DOCKER_ENTRY_STRINGS);
                }
            }
            return new ConfigEntry(key, username, password, auth, identityToken, registryToken);
        }

        /** A member of one of these names must be a string. */
        private void checkStrings(JsonMember member, List<String> names) {
            for (String name : names) {
                if (member.isNamedIgnoringCase(name)) {
                    text(member.value(), name);
                }
            }
        }

        private Optional<String> field(JsonMember member, Optional<String> before) {
            return text(member.value(), "a part of an entry").or(() -> before);
        }

        private void decodeStrings(JsonValue value, String what, Map<String, String> strings) {
            if (value instanceof JsonNull) {
                strings.clear();
            }
            for (JsonMember member : members(value, what)) {
                strings.put(
                        member.name().value(),
                        text(member.value(), "a value of " + what).orElse(""));
            }
        }

        private List<JsonMember> members(JsonValue value, String what) {
            return switch (value) {
                case JsonObject object -> object.members();
                case JsonNull ignored -> List.of();
                default -> {
                    wrong(what, value);
                    yield List.of();
                }
            };
        }

        private Optional<String> text(JsonValue value, String what) {
            return switch (value) {
                case JsonString string -> Optional.of(string.value());
                case JsonNull ignored -> Optional.empty();
                default -> {
                    wrong(what, value);
                    yield Optional.empty();
                }
            };
        }

        private void wrong(String what, JsonValue value) {
            if (mistake.isEmpty()) {
                mistake = Optional.of(what + " is " + value.describe());
            }
        }
    }
}
