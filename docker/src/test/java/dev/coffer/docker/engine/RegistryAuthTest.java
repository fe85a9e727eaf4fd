package dev.coffer.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAuthTest {
    private static final RegistryAuth ALL = new RegistryAuth(
            Optional.of("u"),
            Optional.of(Secret.ofText("p")),
            Optional.of(Secret.ofText("a")),
            Optional.of("s"),
            Optional.of(Secret.ofText("i")),
            Optional.of(Secret.ofText("r")));

    private static String json(String header) {
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingKnownIsAnEmptyObject() {
        assertThat(RegistryAuth.ANONYMOUS.encode()).isEqualTo("e30=");
        assertThat(RegistryAuth.decode("e30=")).isEqualTo(RegistryAuth.ANONYMOUS);
        assertThat(RegistryAuth.decode("")).isEqualTo(RegistryAuth.ANONYMOUS);
    }

    @Test
    void theSixMembersStandInDockersOrder() {
        assertThat(json(ALL.encode()))
                .isEqualTo("{\"username\":\"u\",\"password\":\"p\",\"auth\":\"a\",\"serveraddress\":\"s\","
                        + "\"identitytoken\":\"i\",\"registrytoken\":\"r\"}");
        assertThat(RegistryAuth.decode(ALL.encode())).isEqualTo(ALL);
    }

    @Test
    void aHelpersCredentialIsSentAsTheDockerCliDoes() {
        assertThat(json(RegistryAuth.of("reg:5000", new Credential("u<>", Secret.ofText("p&")))
                        .encode()))
                .isEqualTo(
                        "{\"username\":\"u\\u003c\\u003e\",\"password\":\"p\\u0026\",\"serveraddress\":\"reg:5000\"}");
        assertThat(json(RegistryAuth.of("reg:5000", new Credential("<token>", Secret.ofText("t")))
                        .encode()))
                .isEqualTo("{\"serveraddress\":\"reg:5000\",\"identitytoken\":\"t\"}");
        assertThat(json(RegistryAuth.of("reg:5000", new Credential("u", Secret.ofText("")))
                        .encode()))
                .isEqualTo("{\"username\":\"u\",\"serveraddress\":\"reg:5000\"}");
    }

    @Test
    void theAlphabetIsThatOfUrlsAndPadded() {
        assertThat(RegistryAuth.of("s", new Credential("??>>", Secret.ofText("\u00ff\u00fe")))
                        .encode())
                .matches("[A-Za-z0-9_=-]+")
                .hasSizeGreaterThan(40)
                .satisfies(value -> assertThat(value.length() % 4).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ1c2VybmFtZSI6Ij8-Pj8ifQ==",
                "eyJ1c2VybmFtZSI6Ij8+Pj8ifQ==",
                "eyJVU0VSTkFNRSI6Ij8-Pj8iLCJ4IjpbXX0"
            })
    void otherWritersAreUnderstood(String header) {
        assertThat(RegistryAuth.decode(header).username()).contains("?>>?");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            []                    | an object is expected here
            {"username":1}        | username is a number, not a string
            {"password":["x"]}    | password is a list, not a string
            {"username":"hunter2  | the text ends inside the string
            """)
    void whatIsNoHeaderIsRefused(String json, String why) {
        assertThatThrownBy(() -> RegistryAuth.decode(header(json)))
                .isInstanceOf(InvalidRegistryAuthException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void whatIsNotBase64IsRefused() {
        for (String value : new String[] {"!", "e30=e30=", "a", "{}"}) {
            assertThatThrownBy(() -> RegistryAuth.decode(value)).isInstanceOf(InvalidRegistryAuthException.class);
        }
    }

    @Test
    void allCredentialsGoToABuildInTheOrderOfTheirServers() {
        RegistryAuths auths = new RegistryAuths(Map.of(
                "reg:5000",
                RegistryAuth.of("reg:5000", new Credential("u", Secret.ofText("p"))),
                "https://index.docker.io/v1/",
                RegistryAuth.ANONYMOUS));
        assertThat(json(auths.encode()))
                .isEqualTo("{\"https://index.docker.io/v1/\":{},"
                        + "\"reg:5000\":{\"username\":\"u\",\"password\":\"p\",\"serveraddress\":\"reg:5000\"}}");
        assertThat(RegistryAuths.decode(auths.encode())).isEqualTo(auths);
        assertThat(RegistryAuths.decode("").encode()).isEqualTo("e30=");
        assertThat(RegistryAuths.decode(header("{\"h\":null}")).byServer()).containsValue(RegistryAuth.ANONYMOUS);
        assertThatThrownBy(() -> RegistryAuths.decode(header("{\"h\":1}")))
                .isInstanceOf(InvalidRegistryAuthException.class);
    }

    @Test
    void secretsDoNotShow() {
        RegistryAuth auth = RegistryAuth.of("s", new Credential("u", Secret.ofText("hunter2")));
        assertThat(auth + " " + new RegistryAuths(Map.of("s", auth))).doesNotContain("hunter2");
    }

    @Property(tries = 500)
    void whatIsEncodedIsDecoded(@ForAll String username, @ForAll String password) {
        RegistryAuth auth = RegistryAuth.of("s", new Credential(username, Secret.ofText(password)));
        RegistryAuth decoded = RegistryAuth.decode(auth.encode());
        String wellFormed = new String(username.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(decoded.username().orElse("")).isEqualTo(wellFormed);
        assertThat(decoded.password().orElse(Secret.ofText(""))).isEqualTo(Secret.ofText(password));
    }

    @Property(tries = 500)
    void anyTextIsDecodedOrRefused(@ForAll String header, @ForAll byte[] bytes) {
        for (String value : new String[] {header, Base64.getEncoder().encodeToString(bytes)}) {
            try {
                RegistryAuth.decode(value);
                RegistryAuths.decode(value);
            } catch (InvalidRegistryAuthException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }
}
