package dev.coffer.docker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.docker.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthFileTest {
    private static List<AuthEntry> parse(String text) throws MalformedJsonException {
        return AuthFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auths\":{\"h\":{\"auth\":\"dTpw\"}}}",
                "{\"AUTHS\":{\"h\":{\"auth\":\"dTpw\"}},\"credsStore\":\"x\"}",
                "{\"h\":{\"auth\":\"dTpw\",\"email\":\"a@b\"}}",
                "{\"h\":{\"auth\":\"dT\\npw\"}}",
                "{\"h\":{\"username\":\"u\",\"password\":\"p\"}}"
            })
    void bothShapesAreRecognised(String text) throws MalformedJsonException {
        assertThat(parse(text)).singleElement().satisfies(entry -> {
            assertThat(entry.server()).isEqualTo("h");
            assertThat(entry.credential()).contains(new Credential("u", Secret.ofText("p")));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"auths\":{}}", "{\"auths\":null}", "{\"credsStore\":\"x\",\"detachKeys\":\"y\"}"})
    void aFileWithoutLoginsHasNone(String text) throws MalformedJsonException {
        assertThat(parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"auths":"x"}          | line 1, column 10: auths is not an object
            {"kind":"Secret"}      | line 1, column 9: neither an auths map nor the entries of a .dockercfg: this is no login
            {"h":{"x":1}}          | line 1, column 6: neither an auths map nor the entries of a .dockercfg: this is no login
            []                     | line 1, column 1: an object is expected here, not a list
            """)
    void otherFilesAreRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(message);
    }

    @Test
    void aBadEntryDoesNotHideTheOthers() throws MalformedJsonException {
        List<AuthEntry> entries =
                parse("{\"auths\":{\"a\":{\"auth\":\"!\"},\"b\":{\"auth\":\"dTpw\"},\"c\":7,\"d\":null}}");
        assertThat(entries).extracting(AuthEntry::server).containsExactly("a", "b", "c", "d");
        assertThat(entries.get(0).problem()).contains("auth is not base64 with padding");
        assertThat(entries.get(1).credential()).isPresent();
        assertThat(entries.get(2).problem()).contains("the entry is a number, not an object");
        assertThat(entries.get(3).isMarker()).isTrue();
    }

    @Property(tries = 1000)
    void anyBytesAreReadOrRefused(@ForAll byte[] content) {
        readOrRefuse(content);
    }

    @Test
    void damagedFilesAreReadOrRefused() {
        byte[] sound =
                "{\"auths\":{\"h\":{\"auth\":\"dTpw\",\"identitytoken\":\"t\"},\"i\":{\"username\":\"u\",\"password\":\"p\"}}}"
                        .getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(3);
        for (int round = 0; round < 10_000; round++) {
            byte[] content = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(128);
            }
            readOrRefuse(content);
        }
    }

    private static void readOrRefuse(byte[] content) {
        try {
            List<AuthEntry> entries = AuthFile.parse(content);
            DockerConfig.parse(content).redacted();
            for (AuthEntry entry : entries) {
                if (entry.problem().isPresent() && entry.credential().isPresent()) {
                    fail("an entry with a problem has a credential");
                }
            }
        } catch (MalformedJsonException malformed) {
            assertThat(malformed.getMessage()).startsWith("line ");
        }
    }
}
