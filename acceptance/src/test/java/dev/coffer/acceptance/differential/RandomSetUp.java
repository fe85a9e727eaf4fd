package dev.coffer.acceptance.differential;

import dev.coffer.api.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes set-ups at random, of what people's machines have and of what trips readers of these files. Each entry has a user
 * name of its own, so that the name alone tells where a credential came from.
 */
final class RandomSetUp {
    /** The registries that an image may be of, next to Docker Hub. */
    static final List<String> REGISTRIES =
            List.of("basic.example:5000", "bearer.example:5000", "basic.example", "bearer.example", "x.basic.example");

    private final Choices choices;
    private final Path home;
    private final String host;
    private final String path;
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, Placed> files = new LinkedHashMap<>();
    private int users;

    private RandomSetUp(Choices choices, Path home) {
        this.choices = choices;
        this.home = home;
        this.host = choices.onceIn(5) ? "docker.io" : choices.oneOf(REGISTRIES.toArray(String[]::new));
        this.path = host.equals("docker.io") ? choices.oneOf("library/app", "team/app") : somePath();
    }

    /** The set-up of these choices. */
    static SetUp make(Choices choices, Path home) {
        return new RandomSetUp(choices, home).make();
    }

    private SetUp make() {
        environment.put("HOME", home.toString());
        environment.put("PATH", home.resolve("bin").toString());
        environment.put("DOCKER_CONTENT_TRUST", "0");
        folders();
        if (!choices.onceIn(6)) {
            file(".docker/config.json", configuration());
        }
        if (!choices.onceIn(2)) {
            file("run/containers/auth.json", configuration());
        }
        if (choices.onceIn(3)) {
            file(choices.oneOf(".config", "xdg") + "/containers/auth.json", configuration());
        }
        if (choices.onceIn(5)) {
            file(".dockercfg", choices.onceIn(6) ? configuration() : object(entries()));
        }
        variables();
        registriesConf();
        return new SetUp(home, ImageReference.parse(host + "/" + path), environment, files, helpers(), programs());
    }

    private String somePath() {
        StringBuilder text = new StringBuilder("team");
        for (int i = choices.below(4); i > 0; i--) {
            text.append('/').append(choices.oneOf("app", "sub", "a", "team"));
        }
        return text.toString();
    }

    private void folders() {
        if (!choices.onceIn(8)) {
            environment.put(
                    "XDG_RUNTIME_DIR",
                    choices.onceIn(20) ? "" : home.resolve("run").toString());
        }
        if (choices.onceIn(6)) {
            environment.put(
                    "XDG_CONFIG_HOME",
                    choices.onceIn(10) ? "" : home.resolve("xdg").toString());
        }
        if (choices.onceIn(5)) {
            environment.put(
                    "DOCKER_CONFIG",
                    choices.onceIn(10) ? "" : home.resolve("dock").toString());
            if (!choices.onceIn(4)) {
                files.put(
                        "dock/config.json",
                        choices.onceIn(20) ? new Placed.Folder() : new Placed.Text(configuration()));
            }
        }
    }

    private void variables() {
        if (choices.onceIn(7)) {
            String value = choices.oneOf("authfile.json", "authfile.json", "authfile.json", ".docker/config.json", "");
            if (!isLoop(value)) {
                environment.put(
                        "REGISTRY_AUTH_FILE",
                        value.isEmpty() ? "" : home.resolve(value).toString());
            }
            if (value.equals("authfile.json") && !choices.onceIn(5)) {
                files.put(value, new Placed.Text(configuration()));
            }
        }
        if (choices.onceIn(8)) {
            environment.put("DOCKER_AUTH_CONFIG", choices.onceIn(6) ? home + "/.docker/config.json" : configuration());
        }
    }

    /** A link to itself; the models do not know how that differs from a file that is there and cannot be read. */
    private boolean isLoop(String place) {
        return new Placed.Link(home.resolve(place)).equals(files.get(place));
    }

    private void registriesConf() {
        if (choices.onceIn(6)) {
            String place = choices.oneOf(
                    ".config/containers/registries.conf",
                    ".config/containers/registries.conf.d/10-helpers.conf",
                    "xdg/containers/registries.conf",
                    "registries.conf");
            if (place.equals("registries.conf")) {
                environment.put(
                        choices.oneOf("CONTAINERS_REGISTRIES_CONF", "REGISTRIES_CONFIG_PATH"),
                        home.resolve(place).toString());
            }
            files.put(place, new Placed.Text(helperList()));
            if (choices.onceIn(4)) {
                files.put(".config/containers/registries.conf.d/20-more.conf", new Placed.Text(helperList()));
            }
        }
    }

    private String helperList() {
        List<String> names = new ArrayList<>();
        for (int i = choices.below(4); i > 0; i--) {
            names.add('"' + choices.mostly("containers-auth.json", helperName(), "containers-auth.json") + '"');
        }
        return choices.onceIn(6)
                ? "unqualified-search-registries = []\n"
                : "unqualified-search-registries = []\ncredential-helpers = [" + String.join(", ", names) + "]\n";
    }

    /** The file itself, or what stands in its way. */
    private void file(String place, String text) {
        files.put(
                place,
                switch (choices.below(40)) {
                    case 39 -> new Placed.Folder();
                    case 38 -> new Placed.Link(home.resolve("nowhere"));
                    case 37 -> new Placed.Link(home.resolve(place));
                    case 36 -> {
                        files.put("elsewhere.json", new Placed.Text(text));
                        yield new Placed.Link(home.resolve("elsewhere.json"));
                    }
                    default -> new Placed.Text(text);
                });
    }

    private String configuration() {
        List<String> members = new ArrayList<>();
        if (!choices.onceIn(12)) {
            members.add(member(choices.onceIn(25) ? "AUTHS" : "auths", choices.onceIn(30) ? odd() : object(entries())));
        }
        if (choices.onceIn(4)) {
            members.add(member(
                    choices.onceIn(20) ? "credhelpers" : "credHelpers", choices.onceIn(30) ? odd() : helperTable()));
        }
        if (choices.onceIn(5)) {
            members.add(member(
                    choices.onceIn(20) ? "CredsStore" : "credsStore",
                    choices.onceIn(25) ? odd() : quoted(helperName())));
        }
        if (choices.onceIn(30)) {
            members.add(member("auths", object(entries())));
        }
        if (choices.onceIn(8)) {
            members.add(choices.oneOf(
                    "\"currentContext\": \"default\"",
                    "\"unknown\": {\"a\": [1, null]}",
                    "\"HttpHeaders\": {\"X-A\": \"b\"}"));
        }
        String text = object(members);
        return switch (choices.below(60)) {
            case 59 -> "";
            case 58 -> "\uFEFF" + text;
            case 57 -> text.substring(0, text.length() / 2);
            case 56 -> "// a comment\n" + text;
            case 55 -> text + "\n{}";
            case 54 -> text + " trailing";
            case 53 -> "null";
            case 52 -> "[]";
            case 51 -> "   \n";
            case 50 -> text.substring(0, text.length() - 1) + ",}";
            case 49 -> "\n\t " + text + "\r\n";
            default -> text;
        };
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (int i = 1 + choices.below(4); i > 0; i--) {
            entries.add(member(key(), value()));
        }
        return choices.onceIn(20) ? List.of() : entries;
    }

    private String helperTable() {
        List<String> members = new ArrayList<>();
        for (int i = 1 + choices.below(2); i > 0; i--) {
            members.add(member(choices.mostly(asked(), key()), choices.onceIn(30) ? odd() : quoted(helperName())));
        }
        return object(members);
    }

    /** What a tool asks for that knows hosts only. */
    private String asked() {
        return host.equals("docker.io") ? choices.oneOf("https://index.docker.io/v1/", "docker.io") : host;
    }

    private String key() {
        String scheme = choices.mostly("", "", "https://", "https://", "http://", "HTTPS://", "oci://");
        String place = choices.mostly(asked().replace("https://", ""), otherPlace());
        String end = choices.mostly("", "", "", "/", "/v1/", "/v2/", "/v1", "/v2", "/other", "//", "?a=b", "#x", ":1");
        return scheme + place + end;
    }

    private String otherPlace() {
        String[] parts = path.split("/", -1);
        return switch (choices.below(14)) {
            case 0, 1 -> host + "/" + path;
            case 2, 3 -> host + "/" + String.join("/", List.of(parts).subList(0, 1 + choices.below(parts.length)));
            case 4 -> host + "/" + choices.oneOf("other", "te", "team2", "team/other", "app");
            case 5 -> host.split(":", 2)[0];
            case 6 -> host.toUpperCase(Locale.ROOT);
            case 7 -> choices.oneOf(host + "0", "x" + host, "x." + host, host + ".example", "ample:5000");
            case 8 -> host.split(":", 2)[0] + choices.oneOf(":443", ":80", ":5000", ":05000", ":");
            case 9 ->
                choices.oneOf(
                        "z.example", "", "*", "*.example", "*.example:5000", "basic.*:5000", " " + host, host + " ");
            case 10 ->
                choices.oneOf(
                        "docker.io",
                        "index.docker.io",
                        "registry-1.docker.io",
                        "registry.hub.docker.com",
                        "auth.docker.io",
                        "hub.docker.com");
            case 11 ->
                choices.oneOf("docker.io", "index.docker.io", "registry-1.docker.io") + "/"
                        + choices.oneOf("library", "library/app", "team", "v1/");
            case 12 -> "user@" + host;
            default -> choices.oneOf(REGISTRIES.toArray(String[]::new));
        };
    }

    private String value() {
        if (choices.below(2) == 0) {
            return object(List.of(auth(user() + ":" + password())));
        }
        return switch (choices.below(30)) {
            case 0, 1 -> "{}";
            case 2 -> "null";
            case 3 -> odd();
            case 4, 5 -> object(List.of(field("username", user()), field("password", password())));
            case 6 ->
                object(List.of(
                        auth(user() + ":" + password()), field("username", user()), field("password", password())));
            case 7, 8 -> object(List.of(field("identitytoken", "token-of-" + user())));
            case 9, 10, 11 ->
                object(List.of(auth(user() + ":" + password()), field("identitytoken", "token-of-" + user())));
            case 12 ->
                object(List.of(
                        auth("00000000-0000-0000-0000-000000000000:"), field("identitytoken", "token-of-" + user())));
            case 13 -> object(List.of(auth("<token>:" + password())));
            case 14 -> object(List.of(field("registrytoken", "bearer-of-" + user())));
            case 15 -> object(List.of(auth(user() + ":" + password()), field("registrytoken", "bearer-of-" + user())));
            case 16 ->
                object(List.of(field("auth", encoded(user() + ":" + password()).replaceAll("=+$", ""))));
            case 17 -> object(List.of(field("auth", encoded(user() + "no-colon"))));
            case 18 -> object(List.of(auth(":" + password())));
            case 19 -> object(List.of(auth(user() + ":")));
            case 20 ->
                object(List.of(field(
                        "auth", encoded(user() + ":~~~???>>>").replace('+', '-').replace('/', '_'))));
            case 21 -> object(List.of(auth(user() + ":" + password() + "\0\0")));
            case 22 ->
                object(List.of(field("auth", choices.oneOf("%%%", "", " ", "dTpw dTpw", "dTpw====", "Og==", "AA=="))));
            case 23 -> {
                String text = encoded(user() + ":" + password());
                yield object(List.of(field(
                        "auth",
                        text.substring(0, 4) + choices.oneOf("\\n", "\\r\\n", " ", "\\t") + text.substring(4))));
            }
            case 24 -> object(List.of(field(choices.oneOf("AUTH", "Auth"), encoded(user() + ":" + password()))));
            case 25 -> object(List.of(member("auth", odd())));
            case 26 ->
                object(List.of(
                        auth(user() + ":" + password()),
                        member(
                                choices.oneOf("email", "serveraddress", "extra"),
                                choices.oneOf("\"x@y\"", "\"z.example\"", "null", "5"))));
            case 27 -> object(List.of(field("username", user())));
            case 28 -> object(List.of(auth(user() + ":p:\u00e4:" + password())));
            default -> object(List.of(auth(user() + ":" + password()), auth(user() + ":" + password())));
        };
    }

    private String odd() {
        return choices.oneOf("null", "5", "\"text\"", "[]", "true", "{}", "[{}]");
    }

    private String user() {
        users++;
        return "user" + users;
    }

    private String password() {
        return choices.mostly("secret", "a:b", "s e", "\u00fc", ":", "<token>");
    }

    private static String auth(String pair) {
        return field("auth", encoded(pair));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String field(String name, String text) {
        return member(name, quoted(text));
    }

    private static String member(String name, String json) {
        return quoted(name) + ": " + json;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String object(List<String> members) {
        return "{" + String.join(", ", members) + "}";
    }

    private String helperName() {
        return choices.mostly(
                "good",
                "good",
                "known",
                "void",
                "boom",
                "absent",
                "",
                "token",
                "blank",
                "nameless",
                "mute",
                "url",
                "plain");
    }

    /** The helpers that are named somewhere, and those that docker may take where nothing is configured. */
    private List<Helper> helpers() {
        List<Helper> helpers = new ArrayList<>(List.of(
                Helper.answering("good", "helper", "of good"),
                Helper.knowing("known", choices.oneOf(asked(), host + "/" + path, "z.example"), "known", "of known"),
                Helper.empty("void"),
                Helper.failing("boom", "the keychain is locked", choices.oneOf(1, 2)),
                Helper.answering("token", "<token>", "token-of-helper"),
                Helper.answering("blank", "", ""),
                Helper.answering("nameless", "", "of nameless"),
                Helper.answering("mute", "mute", ""),
                Helper.failing("url", "no credentials server URL", 1),
                Helper.failing("plain", "this is no JSON", 0)));
        helpers.removeIf(helper ->
                files.values().stream().noneMatch(file -> file.toString().contains(quoted(helper.name()))));
        for (String name : List.of("pass", "secretservice")) {
            if (choices.onceIn(10)) {
                helpers.add(Helper.answering(name, name, "of " + name));
            }
        }
        return helpers;
    }

    /** With this one docker prefers its helper. */
    private List<String> programs() {
        return choices.onceIn(5) ? List.of("pass") : List.of();
    }
}
