package dev.coffer.docker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonDocument;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {
    /** As a person would write it: blanks, unknown members, odd numbers and escapes. */
    private static final String HAND_MADE = """
            {
              "detachKeys" : "ctrl-\\u0065",   "unknown": { "n": 1.50E+2, "list": [ 1,2 ] },
              "auths": {
                "reg.example:5000": { "auth": "dTpzZWNyZXQ=", "email": "a@b", "new": 1e0 },
                "token.example": {"identitytoken": "refresh-me", "auth": "PHRva2VuPjo="},
                "bearer.example": {"registrytoken": "bearer-me"},
                "marker.example": {},
                "plain.example": {"username": "p", "password": "lain"}
              },
              "HttpHeaders": { "Authorization": "Basic eHg=", "X-Meta": "42", "User-Agent": "me" },
              "credHelpers": { "gcr.io": "gcloud", "": "x" }
            }
            """;

    private static DockerConfig config(String text) throws MalformedJsonException {
        return DockerConfig.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static AuthEntry only(String json) throws MalformedJsonException {
        List<AuthEntry> auths = config("{\"auths\":{\"h\":" + json + "}}").auths();
        assertThat(auths).hasSize(1);
        return auths.getFirst();
    }

    @Test
    void theFileIsSoughtInTheFolderOfTheVariableThenAtHome() throws NoHomeException {
        assertThat(DockerConfig.path(new Environment(Map.of("HOME", "/home/u", "DOCKER_CONFIG", "/etc/docker-u"))))
                .isEqualTo(Path.of("/etc/docker-u/config.json"));
        assertThat(DockerConfig.path(new Environment(Map.of("HOME", "/home/u", "DOCKER_CONFIG", ""))))
                .isEqualTo(Path.of("/home/u/.docker/config.json"));
    }

    @Test
    void theSettingsAreRead() throws MalformedJsonException {
        DockerConfig config = config(HAND_MADE);
        assertThat(config.credsStore()).isEmpty();
        assertThat(config.credHelpers()).containsExactly(entry("gcr.io", "gcloud"), entry("", "x"));
        assertThat(config.auths())
                .extracting(AuthEntry::server)
                .containsExactly(
                        "reg.example:5000", "token.example", "bearer.example", "marker.example", "plain.example");
        assertThat(config.auths().get(0).credential()).contains(new Credential("u", Secret.ofText("secret")));
        assertThat(config.auths().get(1).credential()).contains(new Credential("<token>", Secret.ofText("refresh-me")));
        assertThat(config.auths().get(2).registryToken()).contains(Secret.ofText("bearer-me"));
        assertThat(config.auths().get(2).isMarker()).isFalse();
        assertThat(config.auths().get(3).isMarker()).isTrue();
        assertThat(config.auths().get(4).credential()).contains(new Credential("p", Secret.ofText("lain")));
    }

    @Test
    void namesOfSettingsAreFoundInAnyCaseAndTheLastCounts() throws MalformedJsonException {
        DockerConfig config = config("{\"CREDSSTORE\":\"a\",\"credsstore\":\"b\",\"Auths\":{\"H\":{\"AUTH\":\""
                + base64("u:s") + "\"}},\"auths\":{\"h\":{}}}");
        assertThat(config.credsStore()).contains("b");
        assertThat(config.auths()).extracting(AuthEntry::server).containsExactly("H", "h");
        assertThat(config.auths().getFirst().credential()).isPresent();
    }

    @ParameterizedTest(name = "auth of {0} is {1} with {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            u:p          | u | p
            u:           | u | ``
            a:b:c        | a | b:c
            u:\0p\0\0    | u | p
            u:p\0q       | u | p\0q
            \u00fc:\u00e4 | \u00fc | \u00e4
            """)
    void authIsDecodedAsTheDockerCliDoes(String pair, String username, String password) throws MalformedJsonException {
        AuthEntry entry = only("{\"auth\":\"" + base64(pair) + "\",\"username\":\"other\",\"password\":\"other\"}");
        assertThat(entry.credential()).contains(new Credential(username, Secret.ofText(password)));
        assertThat(entry.problem()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"auth":"bm9jb2xvbg=="}       | auth holds no colon between user name and password
            {"auth":"OnA="}               | auth holds no user name
            {"auth":"dTpw!!!!"}           | auth is not base64
            {"auth":"dTpwMQ"}             | auth is not base64 with padding
            {"auth":"d=Tw"}               | auth is not base64
            {"auth":{}}                   | auth is an object, not a string
            {"identitytoken":1}           | identitytoken is a number, not a string
            {"registrytoken":[]}          | registrytoken is a list, not a string
            {"password":"p"}              | the entry holds a password without a username
            "dTpw"                        | the entry is a string, not an object
            """)
    void anEntryThatCannotBeReadSaysWhy(String json, String problem) throws MalformedJsonException {
        AuthEntry entry = only(json);
        assertThat(entry.problem()).contains(problem);
        assertThat(entry.credential()).isEmpty();
        assertThat(entry.isMarker()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"auths":[]}                  | line 1, column 10: auths is a list, not an object
            {"credsStore":1}              | line 1, column 15: credsStore is a number, not a string
            {"CredsStore":{}}             | line 1, column 15: credsStore is an object, not a string
            {"credHelpers":"x"}           | line 1, column 16: credHelpers is a string, not an object
            {"credHelpers":{"a":1}}       | line 1, column 21: the name of a credential helper is not a string
            []                            | line 1, column 1: an object is expected here, not a list
            {"auths":{},}                 | line 1, column 12: a comma before the closing }; remove it
            """)
    void aMalformedFileIsRefusedWithThePlace(String text, String message) {
        assertThatThrownBy(() -> config(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(message);
    }

    @Test
    void anEmptyFileIsAnEmptyConfiguration() throws MalformedJsonException {
        assertThat(config("").withCredsStore("coffer").toText()).isEqualTo("{\n\t\"credsStore\": \"coffer\"\n}");
        assertThat(config(" \n").auths()).isEmpty();
        assertThat(config("{\"auths\":null,\"credsStore\":null,\"credHelpers\":null}")
                        .credHelpers())
                .isEmpty();
    }

    @Test
    void anEditTouchesNothingButItsMember() throws MalformedJsonException {
        DockerConfig config = config(HAND_MADE);
        assertThat(config.withCredsStore("coffer").toText())
                .isEqualTo(HAND_MADE.replace("\"x\" }\n}\n", "\"x\" },\n  \"credsStore\": \"coffer\"\n}\n"));
        assertThat(config.withCredsStore("a")
                        .withCredsStore("b")
                        .withoutCredsStore()
                        .toText())
                .isEqualTo(HAND_MADE);
        assertThat(config.withCredHelper("gcr.io", "coffer").toText()).isEqualTo(HAND_MADE.replace("gcloud", "coffer"));
        assertThat(config.withoutAuth("marker.example").toText())
                .isEqualTo(HAND_MADE.replace("    \"marker.example\": {},\n", ""));
        assertThat(config.withMarker("reg.example:5000").toText())
                .isEqualTo(HAND_MADE.replace("\"auth\": \"dTpzZWNyZXQ=\", ", ""));
        assertThat(config.withMarker("bearer.example").toText()).isEqualTo(HAND_MADE);
        assertThat(config.withMarker("marker.example").toText()).isEqualTo(HAND_MADE);
        assertThat(config.withMarker("plain.example").toText())
                .isEqualTo(HAND_MADE.replace("{\"username\": \"p\", \"password\": \"lain\"}", "{}"));
    }

    @Test
    void aMarkerIsAddedWhereThereIsNoEntry() throws MalformedJsonException {
        assertThat(config("{\n\t\"auths\": {}\n}").withMarker("h").toText())
                .isEqualTo("{\n\t\"auths\": {\n\t\t\"h\": {}\n\t}\n}");
        assertThat(config("{}").withMarker("h").toText()).isEqualTo("{\n\t\"auths\": {\n\t\t\"h\": {}\n\t}\n}");
    }

    @Test
    void duplicatesDoNotHideASecretFromItsRemoval() throws MalformedJsonException {
        String twice = "{\"auths\":{\"h\":{\"auth\":\"x\",\"Auth\":\"y\"}},\"AUTHS\":{\"h\":{\"password\":\"z\"}}}";
        assertThat(config(twice).withMarker("h").toText()).isEqualTo("{\"auths\":{\"h\":{}},\"AUTHS\":{\"h\":{}}}");
        assertThat(config("{\"credsStore\":\"a\",\"CREDSSTORE\":\"b\"}")
                        .withoutCredsStore()
                        .toText())
                .isEqualTo("{}");
        assertThat(config("{\"credsStore\":\"a\",\"CREDSSTORE\":\"b\"}")
                        .withCredsStore("c")
                        .credsStore())
                .contains("c");
    }

    @Test
    void theLastHelperTakesItsMapAlong() throws MalformedJsonException {
        assertThat(config("{\"credHelpers\":{\"a\":\"x\",\"b\":\"y\"}}")
                        .withoutCredHelper("a")
                        .toText())
                .isEqualTo("{\"credHelpers\":{\"b\":\"y\"}}");
        assertThat(config("{\"credHelpers\":{\"a\":\"x\"}}")
                        .withoutCredHelper("a")
                        .toText())
                .isEqualTo("{}");
        assertThat(config("{}").withoutCredHelper("a").toText()).isEqualTo("{}");
    }

    @Test
    void plainTextIsWrittenAsTheDockerCliDoes() throws MalformedJsonException {
        DockerConfig empty = config("{}");
        DockerConfig password = empty.withPlainText("h", new Credential("u", Secret.ofText("a:<b>")));
        assertThat(password.toText())
                .isEqualTo("{\n\t\"auths\": {\n\t\t\"h\": {\n\t\t\t\"auth\": \"" + base64("u:a:<b>")
                        + "\"\n\t\t}\n\t}\n}");
        assertThat(password.auths().getFirst().credential()).contains(new Credential("u", Secret.ofText("a:<b>")));

        Credential token = new Credential(Credential.TOKEN_USERNAME, Secret.ofText("t"));
        assertThat(password.withPlainText("h", token).auths().getFirst().credential())
                .contains(token);
        assertThat(password.withPlainText("h", token).toText()).doesNotContain("\"auth\":");

        assertThatThrownBy(() -> empty.withPlainText("h", new Credential("a:b", Secret.ofText("c"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRedactedCopyDiffersInSecretsOnly() throws MalformedJsonException {
        String expected = HAND_MADE
                .replace("\"dTpzZWNyZXQ=\"", "\"\"")
                .replace("\"refresh-me\"", "\"\"")
                .replace("\"PHRva2VuPjo=\"", "\"\"")
                .replace("\"bearer-me\"", "\"\"")
                .replace("\"lain\"", "\"\"")
                .replace("\"Basic eHg=\"", "\"\"");
        assertThat(config(HAND_MADE).redacted()).isEqualTo(expected);
    }

    @Test
    void aSecretIsRedactedWhereverItStands() throws MalformedJsonException {
        assertThat(config(
                                "{\"x\":[{\"Password\":\"s\"},{\"AUTH\":[\"s\"]}],\"httpheaders\":{\"x-meta-auth-token\":\"s\"},"
                                        + "\"auths\":{\"auth\":{\"auth\":\"s\",\"password\":null}}}")
                        .redacted())
                .isEqualTo("{\"x\":[{\"Password\":\"\"},{\"AUTH\":\"\"}],\"httpheaders\":{\"x-meta-auth-token\":\"\"},"
                        + "\"auths\":{\"auth\":{\"auth\":\"\",\"password\":null}}}");
    }

    @Test
    void theConfigurationDoesNotShowItsSecrets() throws MalformedJsonException {
        DockerConfig config = config("{\"auths\":{\"a\":{\"auth\":\"" + base64("u:hunter2") + "\"},"
                + "\"b\":{\"identitytoken\":\"hunter2\",\"registrytoken\":\"hunter2\"}}}");
        assertThat(config + " " + config.auths()).doesNotContain("hunter2", base64("u:hunter2"));
    }

    @Test
    void aThousandRandomEditsLoseNoUnknownMember() throws MalformedJsonException {
        Random random = new Random(42);
        DockerConfig config = config(HAND_MADE);
        for (int round = 0; round < 1000; round++) {
            String server = "host" + random.nextInt(5);
            config = switch (random.nextInt(8)) {
                case 0 -> config.withCredsStore("s" + random.nextInt(3));
                case 1 -> config.withoutCredsStore();
                case 2 -> config.withCredHelper(server, "h");
                case 3 -> config.withoutCredHelper(server);
                case 4 -> config.withMarker(server);
                case 5 -> config.withoutAuth(server);
                case 6 -> config.withPlainText(server, new Credential("u", Secret.ofText("p" + random.nextInt(9))));
                default -> config(config.toText());
            };
            assertThat(config.toText())
                    .contains(
                            "\"detachKeys\" : \"ctrl-\\u0065\",   \"unknown\": { \"n\": 1.50E+2, \"list\": [ 1,2 ] },")
                    .contains("\"email\": \"a@b\", \"new\": 1e0");
            assertThat(config.auths().getFirst().credential()).contains(new Credential("u", Secret.ofText("secret")));
        }
    }

    @Test
    void anyFileKeepsEveryUnknownMemberThroughEdits() throws MalformedJsonException {
        Random random = new Random(20261122);
        for (int round = 0; round < 300; round++) {
            String text = randomObject(random, 0);
            DockerConfig edited = config(text)
                    .withCredsStore("coffer")
                    .withCredHelper("h", "x")
                    .withMarker("reg")
                    .withPlainText("reg", new Credential("u", Secret.ofText("p")))
                    .withoutCredHelper("h")
                    .withMarker("reg");
            assertThat(unknownMembers(edited.toText())).isEqualTo(unknownMembers(text));
            assertThat(edited.credsStore()).contains("coffer");
            assertThat(config(text)
                            .withCredsStore("a")
                            .withoutCredsStore()
                            .toText()
                            .length())
                    .isLessThanOrEqualTo(text.length());
        }
    }

    /** The text of each member that no edit means, with the text of its name. */
    private static List<String> unknownMembers(String text) throws MalformedJsonException {
        return JsonDocument.parse(text).root().members().stream()
                .filter(member -> !List.of("credsStore", "credHelpers", "auths")
                        .contains(member.name().value()))
                .map(member ->
                        text.substring(member.name().start(), member.value().end()))
                .toList();
    }

    private static String randomObject(Random random, int depth) {
        StringBuilder object = new StringBuilder("{");
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            object.append(i == 0 ? "" : ",").append(blanks(random));
            object.append("\"k\\u00")
                    .append(10 + random.nextInt(60))
                    .append(random.nextInt(3))
                    .append('"');
            object.append(blanks(random)).append(':').append(blanks(random)).append(randomValue(random, depth));
        }
        return object.append(blanks(random)).append('}').toString();
    }

    private static String randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> "-0.50E+" + random.nextInt(99);
            case 1 -> "\"\\/\u00e4\\ud83d\"";
            case 2 -> "true";
            case 3 -> "null";
            case 4 -> "[" + blanks(random) + randomValue(random, depth + 1) + "]";
            default -> randomObject(random, depth + 1);
        };
    }

    private static String blanks(Random random) {
        return List.of("", "", " ", "\n", "\n\t", "\r\n  ").get(random.nextInt(6));
    }
}
