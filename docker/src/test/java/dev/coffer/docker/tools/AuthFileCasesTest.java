package dev.coffer.docker.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonArray;
import dev.coffer.docker.json.JsonMember;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonReader;
import dev.coffer.docker.json.JsonValue;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.AuthFileCases.Case;
import dev.coffer.docker.tools.AuthFileCases.Lying;
import dev.coffer.docker.tools.ContainersLibrary.AuthFile;
import dev.coffer.docker.tools.HelperRules.After;
import dev.coffer.docker.tools.HelperRules.EmptyName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of upstream's tests and of the real clients, asked of the model of its client. */
class AuthFileCasesTest {
    private static final AuthFileCases CASES = AuthFileCases.read();
    private static final String EVERYTHING = "*all*";

    /** Every family that has its own test; together they are all. */
    private static final Map<String, Integer> FAMILIES = families();

    private static Map<String, Integer> families() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Case each : CASES.all()) {
            counts.merge(each.client(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void thereAre525CasesAndEachClientHasAModel() {
        assertThat(FAMILIES.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(525);
        assertThat(everyCase()).hasSize(525);
    }

    @TestFactory
    Stream<DynamicTest> theModelAnswersAsItsClient() {
        return everyCase().stream();
    }

    private static List<DynamicTest> everyCase() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Case each : CASES.all()) {
            tests.add(dynamicTest(each.id(), () -> check(each)));
        }
        return tests;
    }

    private static void check(Case each) {
        if (each.key().equals(EVERYTHING)) {
            checkEverything(each);
            return;
        }
        if (each.option().isPresent()) {
            checkThatAnOptionIsNoLookUp(each);
            return;
        }
        if (each.id().equals("docker/two JSON objects in env is an error")) {
            checkThatTheVariableIsRefused(each);
            return;
        }
        MapWorld world = each.world();
        ToolAnswer answer = ask(each, each.key(), world);
        matches(each.expect(), answer, world);
        each.asked().ifPresent(asked -> assertThat(programless(world.asked())).isEqualTo(asked));
    }

    /** The log of a probed helper holds the action and the key. */
    private static List<String> programless(List<String> asked) {
        List<String> questions = new ArrayList<>();
        for (String question : asked) {
            questions.add(question.substring(question.indexOf(' ') + 1));
        }
        return questions;
    }

    private static ToolAnswer ask(Case each, String key, MapWorld world) {
        return switch (each.client()) {
            case "kubernetes-pull-secret" -> PullSecretCases.ask(each);
            case "jib-core" -> JibCases.ask(each, key, world);
            default -> model(each).ask(target(each, key), world);
        };
    }

    private static RuledModel model(Case each) {
        return switch (each.client()) {
            case "docker-cli" -> model(Tool.DOCKER, "29.7.2", Command.PULL);
            case "docker CLI 28.2.2 manifest inspect" -> model(Tool.DOCKER, "28.2.2", Command.MANIFEST_INSPECT);
            case "docker CLI 29.7.2 manifest inspect" -> model(Tool.DOCKER, "29.7.2", Command.MANIFEST_INSPECT);
            case "buildx 461836ba0 imagetools inspect" -> model(Tool.BUILDX, "0.31.0", Command.PULL);
            case "crane 3f4ff3ca (v0.21.9) manifest" -> model(Tool.CRANE, "0.21.9", Command.PULL);
            case "podman 4.3.1 (containers/image 5.23)" -> model(Tool.PODMAN, "4.3.1", Command.GET_LOGIN);
            case "skopeo 1.9.3 (containers/image 5.22)" -> model(Tool.SKOPEO, "1.9.3", Command.PULL);
            case "skopeo b71619a (image 5.39.3) inspect" -> model(Tool.SKOPEO, "1.22.0", Command.PULL);
            case "skopeo b71619a (image 5.39.3) login --get-login" -> model(Tool.SKOPEO, "1.22.0", Command.GET_LOGIN);
            case "oras-go" -> model(Tool.ORAS, "1.3.3", Command.PULL);
            case "regclient" -> model(Tool.REGCTL, "0.11.5", Command.PULL);
            case "go-containerregistry" -> goContainerRegistry(each);
            case "containers-image" -> containersImage(each);
            default -> throw new IllegalStateException("no model for " + each.client());
        };
    }

    private static RuledModel model(Tool tool, String version, Command command) {
        return (RuledModel) ToolModels.of(tool, ToolVersion.in(version), command);
    }

    /** With a helper inside the test, its own keychain: any failure is anonymous. */
    private static RuledModel goContainerRegistry(Case each) {
        RuledModel crane = model(Tool.CRANE, "0.21.9", Command.PULL);
        Optional<String> helper = each.place().keySet().stream()
                .filter(place -> place.startsWith("in-process"))
                .findFirst();
        if (helper.isEmpty()) {
            return crane;
        }
        HelperRules rules =
                new HelperRules(EmptyName.NO_HELPER, true, true, After.NOTHING, After.NOTHING, After.NOTHING);
        Source source = (asking, inquiry) ->
                new HelperCall(helper.get().replace("helper ", ""), asking.helperInput()).run(rules, inquiry)
                                instanceof HelperCall.Result.Found(ToolOutcome.Uses uses)
                        ? Optional.of(uses)
                        : Optional.empty();
        return new RuledModel(
                crane.tool(),
                crane.versions(),
                crane.evidence(),
                crane.keys(),
                inquiry -> List.of(source),
                crane.sends());
    }

    /** The library itself: it knows no variable that names a file, only options. */
    private static RuledModel containersImage(Case each) {
        Set<String> places = each.place().keySet();
        boolean flat = places.contains("--legacy-authfile");
        boolean named = flat || places.contains("--authfile") || places.contains("--compat-auth-file");
        ContainersLibrary library = new ContainersLibrary(
                inquiry -> Optional.of(new AuthFile(AuthFileCases.OPTION_FILE, flat))
                        .filter(file -> named),
                true,
                false,
                false);
        return new RuledModel(
                Tool.SKOPEO,
                VersionRange.all(),
                new Evidence.FromSource(each.client()),
                Keys::levels,
                library.sources(),
                Sends::anything);
    }

    /** Some clients are asked for a key as it is, the others for an image's registry and path. */
    private static Target target(Case each, String key) {
        boolean asItIs = Set.of("docker-cli", "oras-go", "regclient").contains(each.client());
        int slash = key.indexOf('/');
        return asItIs || slash < 0
                ? new Target(key, "")
                : new Target(key.substring(0, slash), key.substring(slash + 1));
    }

    private static void matches(JsonValue expected, ToolAnswer answer, MapWorld world) {
        if (expected instanceof JsonNull) {
            assertThat(answer.outcome()).as("%s", answer.trail()).isEqualTo(new ToolOutcome.Anonymous());
            return;
        }
        JsonObject object = (JsonObject) expected;
        if (object.get("oneOf").isPresent()) {
            List<JsonValue> options = ((JsonArray) object.get("oneOf").get()).items();
            List<ToolOutcome> outcomes = ((ToolOutcome.OneOf) answer.outcome()).outcomes();
            assertThat(outcomes).hasSameSizeAs(options);
            for (JsonValue option : options) {
                assertThat(outcomes).anyMatch(outcome -> fits(option, outcome));
            }
        } else if (object.get("auth").isPresent()) {
            assertThat(answer.outcome()).isEqualTo(JibCases.marked(AuthFileCases.string(object, "auth"), answer));
        } else if (object.get("helper").isPresent()) {
            String helper = AuthFileCases.string(object, "helper");
            Optional<String> key = AuthFileCases.maybeString(object, "helperKey");
            assertThat(world.asked())
                    .as("%s", answer.trail())
                    .anyMatch(question -> question.startsWith(helper + " get ")
                            && key.map(question::endsWith).orElse(true));
        } else {
            assertThat(fits(expected, answer.outcome()))
                    .as("%s by %s", answer.outcome(), answer.trail())
                    .isTrue();
        }
    }

    static boolean fits(JsonValue expected, ToolOutcome outcome) {
        if (expected instanceof JsonNull) {
            return outcome instanceof ToolOutcome.Anonymous;
        }
        JsonObject object = (JsonObject) expected;
        if (object.get("error").isPresent()) {
            return outcome instanceof ToolOutcome.Fails;
        }
        if (!(outcome instanceof ToolOutcome.Uses uses)) {
            return false;
        }
        ToolCredential credential = uses.credential();
        Optional<String> username = AuthFileCases.maybeString(object, "username");
        Optional<String> password = AuthFileCases.maybeString(object, "password");
        Optional<String> identity = AuthFileCases.maybeString(object, "identityToken");
        if (username.equals(Optional.of("<token>"))) {
            // The user name that stands for a token: one client hands it on, and one with the token as its password.
            identity = identity.or(() -> AuthFileCases.maybeString(object, "password"));
            username = Optional.empty();
            password = Optional.empty();
        }
        return username.map(name -> credential.username().orElse("").equals(name))
                        .orElse(true)
                && password.map(secret -> text(credential.password()).orElse("").equals(secret))
                        .orElse(true)
                && text(credential.identityToken()).equals(identity)
                && text(credential.registryToken()).equals(AuthFileCases.maybeString(object, "registryToken"));
    }

    private static Optional<String> text(Optional<Secret> secret) {
        return secret.map(Secret::text);
    }

    /** A listing is the answers for all keys that stand anywhere. */
    private static void checkEverything(Case each) {
        JsonObject all = (JsonObject) ((JsonObject) each.expect()).get("all").orElseThrow();
        Set<String> expected = new LinkedHashSet<>();
        for (JsonMember member : all.members()) {
            expected.add(member.name().value());
        }
        Set<String> found = new LinkedHashSet<>();
        for (String key : keysIn(each)) {
            ToolAnswer answer = ask(each, key, each.world());
            if (!(answer.outcome() instanceof ToolOutcome.Anonymous)) {
                found.add(key);
                assertThat(expected).contains(key);
                assertThat(fits(all.get(key).orElseThrow(), answer.outcome())).isTrue();
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private static Set<String> keysIn(Case each) {
        Set<String> keys = new LinkedHashSet<>();
        for (Lying lying : each.place().values()) {
            if (lying instanceof Lying.Text(String text)) {
                JsonObject root = json(text);
                for (String part : List.of("auths", "credHelpers")) {
                    root.get(part).ifPresent(object -> ((JsonObject) object)
                            .members()
                            .forEach(member -> keys.add(member.name().value())));
                }
            }
        }
        assertThat(keys).isNotEmpty();
        return keys;
    }

    private static JsonObject json(String text) {
        try {
            return (JsonObject) JsonReader.read(text);
        } catch (MalformedJsonException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** An option is given by hand, beside all files; what the files would say without it is another credential. */
    private static void checkThatAnOptionIsNoLookUp(Case each) {
        JsonValue given = each.option().orElseThrow().get("explicitCredential").orElseThrow();
        ToolAnswer withoutIt = ask(each, each.key(), each.world());
        assertThat(withoutIt.outcome()).isInstanceOf(ToolOutcome.Uses.class);
        assertThat(fits(given, withoutIt.outcome())).isFalse();
    }

    private static void checkThatTheVariableIsRefused(Case each) {
        MapWorld world = each.world();
        ToolAnswer answer = ask(each, each.key(), world);
        assertThat(answer.outcome()).isEqualTo(new ToolOutcome.Anonymous());
        assertThat(answer.trail()).anySatisfy(step -> {
            assertThat(step.place()).isEqualTo("$DOCKER_AUTH_CONFIG");
            assertThat(step.remark()).contains("more than one JSON object");
        });
    }
}
