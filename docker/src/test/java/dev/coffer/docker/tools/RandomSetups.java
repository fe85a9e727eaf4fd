package dev.coffer.docker.tools;

import dev.coffer.docker.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Random set-ups: the same seed gives the same one, on every machine. All user names differ, so that a comparison tells
 * which entry was taken.
 *
 * @param places the files that may be there, each with its chance of one in two; the first one has three in four
 * @param variables the variables that may be set, each with its values, of which one is taken; see {@link #AUTHS}
 * @param helpers the habits that helpers may have; none means that no helper is configured
 * @param defects whether values and files may be broken
 */
public record RandomSetups(
        List<Place> places, Map<String, List<String>> variables, List<ScriptedHelper.Habit> helpers, boolean defects) {
    /** As a variable's value: the text of a file such as {@code DOCKER_AUTH_CONFIG} holds. */
    public static final String AUTHS = "{auths}";

    private static final List<String> IMAGES = List.of(
            "r.example/team/app:1",
            "r.example/team/app:1",
            "r.example/app",
            "r.example:5000/team/app:1",
            "other.example/a/b/c",
            "localhost:5000/app",
            "docker.io/library/alpine:3",
            "alpine",
            "docker.io/team/app:1");

    private static final List<String> HUB_NAMES = List.of(
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io",
            "registry.hub.docker.com",
            "https://index.docker.io/v1/",
            "https://index.docker.io/v1",
            "https://index.docker.io/");

    private static final List<String> HELPER_NAMES = List.of("one", "two", "absent");

    public RandomSetups {
        places = List.copyOf(places);
        variables = new TreeMap<>(variables);
        helpers = List.copyOf(helpers);
    }

    /** The members that a file has. */
    public enum Kind {
        /** {@code auths}, {@code credHelpers}, {@code credsStore}. */
        DOCKER,
        /** {@code auths}, {@code credHelpers}. */
        PODMAN,
        /** The entries alone. */
        LEGACY
    }

    /**
     * A file that a tool may read.
     *
     * @param path below the set-up's folder, as in {@link Setup#files}
     */
    public record Place(String path, Kind kind) {}

    /** Docker's file in the home folder, and nothing else: no variable, helpers that behave or fail at once. */
    public static RandomSetups ofDockersFile() {
        return new RandomSetups(
                List.of(new Place(Setup.DOCKER_FILE, Kind.DOCKER)),
                Map.of(),
                List.of(
                        ScriptedHelper.Habit.ANSWERS,
                        ScriptedHelper.Habit.ANSWERS,
                        ScriptedHelper.Habit.ANSWERS_TOKEN,
                        ScriptedHelper.Habit.NOT_FOUND,
                        ScriptedHelper.Habit.LOCKED,
                        ScriptedHelper.Habit.FAILS),
                true);
    }

    /** The same with one more file. */
    public RandomSetups with(String path, Kind kind) {
        List<Place> more = new ArrayList<>(places);
        more.add(new Place(path, kind));
        return new RandomSetups(more, variables, helpers, defects);
    }

    /** The same with one more variable. */
    public RandomSetups withVariable(String name, String... values) {
        Map<String, List<String>> more = new TreeMap<>(variables);
        more.put(name, List.of(values));
        return new RandomSetups(places, more, helpers, defects);
    }

    /** The same with helpers of these habits. */
    public RandomSetups withHelpers(ScriptedHelper.Habit... habits) {
        return new RandomSetups(places, variables, List.of(habits), defects);
    }

    /** The same without broken values and files. */
    public RandomSetups withoutDefects() {
        return new RandomSetups(places, variables, helpers, false);
    }

    /** The set-up of this seed. */
    public Setup of(long seed) {
        return new Draw(seed).setup();
    }

    /** One draw: the random numbers and the count of users so far. */
    private final class Draw {
        private final long seed;
        private final Random random;
        private final String image;
        private int users;

        Draw(long seed) {
            this.seed = seed;
            // Neighbouring seeds begin alike without a stir.
            this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
            this.image = pick(IMAGES);
        }

        Setup setup() {
            SortedMap<String, String> values = new TreeMap<>();
            variables.forEach((name, choices) -> {
                if (oneIn(3)) {
                    String value = pick(choices);
                    values.put(name, value.equals(AUTHS) ? file(Kind.PODMAN) : value);
                }
            });
            SortedMap<String, String> files = new TreeMap<>();
            for (Place place : places) {
                boolean first = files.isEmpty() && place.equals(places.getFirst());
                if (first ? !oneIn(8) : oneIn(2)) {
                    files.put(place.path(), file(place.kind()));
                }
            }
            SortedMap<String, ScriptedHelper> scripts = new TreeMap<>();
            if (!helpers.isEmpty()) {
                scripts.put("one", helper());
                scripts.put("two", helper());
            }
            return new Setup("seed " + seed, image, values, files, scripts);
        }

        private ScriptedHelper helper() {
            Set<String> known = oneIn(2) ? Set.of() : Set.of(key(), key() + "x");
            return new ScriptedHelper(pick(helpers), known);
        }

        private String file(Kind kind) {
            if (defects && oneIn(20)) {
                return pick(List.of(
                        "",
                        " ",
                        "{}",
                        "null",
                        "[]",
                        "{\"auths\":null}",
                        "{\"auths\":{}}",
                        "{\"auths\":[]}",
                        "no json",
                        "{"));
            }
            if (kind == Kind.LEGACY) {
                return entries();
            }
            List<String> members = new ArrayList<>();
            if (!oneIn(8)) {
                members.add("\"auths\":" + entries());
            }
            if (!helpers.isEmpty() && oneIn(3)) {
                Map<String, String> map = new LinkedHashMap<>();
                for (int i = 0; i <= random.nextInt(3); i++) {
                    map.put(key(), JsonWriter.quote(helperName()));
                }
                members.add("\"credHelpers\":" + object(map));
            }
            if (kind == Kind.DOCKER && !helpers.isEmpty() && oneIn(3)) {
                members.add("\"credsStore\":" + JsonWriter.quote(helperName()));
            }
            if (oneIn(4)) {
                members.add("\"HttpHeaders\":{\"User-Agent\":\"x\"}");
            }
            return "{" + String.join(",", members) + "}";
        }

        private String helperName() {
            return oneIn(12) ? "" : pick(HELPER_NAMES);
        }

        private String entries() {
            Map<String, String> entries = new LinkedHashMap<>();
            int count = oneIn(4) ? 1 : 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                entries.put(key(), entry());
            }
            return object(entries);
        }

        private static String object(Map<String, String> members) {
            List<String> all = new ArrayList<>();
            members.forEach((name, value) -> all.add(JsonWriter.quote(name) + ":" + value));
            return "{" + String.join(",", all) + "}";
        }

        /** A spelling of the image's registry or repository, or of something beside it. */
        private String key() {
            int slash = image.indexOf('/');
            String host = slash < 0 ? "docker.io" : image.substring(0, slash);
            if (host.equals("docker.io") && !oneIn(4)) {
                return oneIn(2) ? "https://index.docker.io/v1/" : pick(HUB_NAMES);
            }
            String repository = image.replaceFirst(":[0-9]$", "");
            int last = repository.lastIndexOf('/');
            return switch (random.nextInt(18)) {
                case 0, 1, 2, 3 -> host;
                case 4 -> "https://" + host;
                case 5 -> "http://" + host;
                case 6 -> host + "/";
                case 7 -> "https://" + host + "/";
                case 8 -> "https://" + host + pick(List.of("/v1/", "/v2/"));
                case 9 -> host + pick(List.of("/v1/", "/v2"));
                case 10 -> last < 0 ? host : repository.substring(0, last);
                case 11 -> repository;
                case 12 -> host + "/other";
                case 13 -> "https://" + host + "/other";
                case 14 -> host.contains(":") ? host.replaceFirst(":.*", "") : host + ":443";
                case 15 -> "sub." + host;
                case 16 -> host.toUpperCase(Locale.ROOT);
                default -> "elsewhere.example";
            };
        }

        private String entry() {
            int user = ++users;
            String name = "user" + user;
            String secret = "secret" + user;
            Map<String, String> members = new LinkedHashMap<>();
            int form = random.nextInt(defects ? 24 : 14);
            switch (form) {
                case 0 -> {
                    members.put("username", JsonWriter.quote(name));
                    members.put("password", JsonWriter.quote(secret));
                }
                case 1 -> {
                    members.put("auth", auth(name + ":" + secret));
                    members.put("username", JsonWriter.quote("field" + user));
                    members.put("password", JsonWriter.quote("field-" + secret));
                }
                case 2 -> members.put("identitytoken", JsonWriter.quote("identity" + user));
                case 3 -> {
                    members.put("auth", auth(name + ":" + secret));
                    members.put("identitytoken", JsonWriter.quote("identity" + user));
                }
                case 4 -> {
                    members.put("auth", auth("00000000-0000-0000-0000-000000000000:"));
                    members.put("identitytoken", JsonWriter.quote("identity" + user));
                }
                case 5 -> {
                    members.put("auth", auth(name + ":" + secret));
                    members.put("email", JsonWriter.quote("a@b.example"));
                }
                case 6 -> members.put("auth", auth(name + ":with:" + secret));
                case 7 -> {
                    members.put("auth", auth(name + ":" + secret));
                    members.put("registrytoken", JsonWriter.quote("registry" + user));
                }
                case 14 -> {}
                case 15 -> members.put("auth", auth("nocolon" + user));
                case 16 -> members.put("auth", auth(":" + secret));
                case 17 -> members.put("auth", auth(name + ":"));
                case 18 -> members.put("auth", auth(name + ":" + secret).replace("=", ""));
                case 19 -> members.put("auth", JsonWriter.quote(""));
                case 20 -> members.put("auth", JsonWriter.quote("!not base64!"));
                case 21 ->
                    members.put(
                            "auth",
                            auth(name + "??>>~~:\u00ff" + secret)
                                    .replace('+', '-')
                                    .replace('/', '_'));
                case 22 -> members.put("username", JsonWriter.quote(name));
                case 23 -> members.put("auth", auth(name + ":" + secret + "\0\0"));
                default -> members.put("auth", auth(name + ":" + secret));
            }
            return object(members);
        }

        private static String auth(String text) {
            return JsonWriter.quote(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }

        private boolean oneIn(int chances) {
            return random.nextInt(chances) == 0;
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
