package dev.coffer.docker.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.docker.containers.TomlScan.NotUnderstoodException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlScanTest {
    private static final String KEY = "credential-helpers";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credential-helpers = [\"a\", \"b\"]",
                "credential-helpers=['a','b']",
                "\"credential-helpers\" = [ \"a\" , 'b' , ] # comment",
                "'credential-helpers' = [\n  # first\n  \"a\", # it is a ]\n  \"b\",\n]\n",
                "# credential-helpers = ['x']\r\ncredential-helpers = [\"a\",\r\n\"b\"]\r\n",
                "unqualified-search-registries = [\"docker.io\", ['=', \"]\"]]\ncredential-helpers = [\"a\", \"b\"]",
                "x = \"\"\"\ncredential-helpers = ['x']\n\"\"\"\ncredential-helpers = [\"a\", \"b\"]",
                "x.y = { z = '}', \"q\" = [1, 2] }\nshort-name-mode = \"say \\\"hi\\\"\"\ncredential-helpers = [\"a\", \"b\"]\n[aliases]\n",
                "\ufeffcredential-helpers = [\"a\", \"b\"]"
            })
    void theListIsFound(String toml) throws NotUnderstoodException {
        assertThat(TomlScan.topLevelStrings(toml, KEY)).contains(List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# credential-helpers = ['x']",
                "[table]\ncredential-helpers = ['x']",
                "[[registry]]\nlocation = 'h'\ncredential-helpers = ['x']",
                "x = 'credential-helpers = [1]'",
                "a.credential-helpers = ['x']",
                "x = [\n'credential-helpers = ['\n]\n"
            })
    void whatOnlyLooksLikeTheListIsNot(String toml) throws NotUnderstoodException {
        assertThat(TomlScan.topLevelStrings(toml, KEY)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            credential-helpers = 1             | line 1: a list of strings is expected
            credential-helpers = [1]           | line 1: a string is expected in the list
            credential-helpers = ["a" "b"]     | line 1: a comma is missing in the list
            credential-helpers = ["a           | line 1: a string without its closing quote
            credential-helpers = ["a"          | line 1: a comma is missing in the list
            credential-helpers = ["\\u0061"]   | line 1: an escape in a string
            credential-helpers                 | line 1: a key is expected
            = 1                                | line 1: a key is expected
            {}                                 | line 1: a key is expected
            """)
    void whatIsNotUnderstoodIsSaid(String toml, String message) {
        assertThatThrownBy(() -> TomlScan.topLevelStrings(toml, KEY)).hasMessage(message);
    }

    @Property(tries = 1000)
    void anyTextIsScannedOrNotUnderstood(@ForAll String text) {
        scan(text);
    }

    @Test
    void damagedTextsAreScannedOrNotUnderstood() {
        String sound = "a = \"\"\"x\"\"\"\nb = { c = ['d', \"e\\\"\"] }\ncredential-helpers = [\"a\", 'b'] # c\n[t]\n";
        Random random = new Random(5);
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder(sound);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, sound.charAt(random.nextInt(sound.length())));
                text.setLength(text.length() - random.nextInt(3));
            }
            scan(text.toString());
        }
    }

    private static void scan(String text) {
        try {
            TomlScan.topLevelStrings(text, KEY);
        } catch (NotUnderstoodException notToml) {
            assertThat(notToml.getMessage()).startsWith("line ");
        }
    }
}
