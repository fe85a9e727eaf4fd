package dev.coffer.docker.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,}               | line 1, column 7: a comma before the closing }; remove it
            [1,2 , ]               | line 1, column 6: a comma before the closing ]; remove it
            {'a':1}                | line 1, column 2: single quotes; JSON has double quotes only
            {"a":'b'}              | line 1, column 6: single quotes; JSON has double quotes only
            {a:1}                  | line 1, column 2: a member's name without quotes; write it in double quotes
            {"a":1 "b":2}          | line 1, column 8: a comma is missing before this
            [1 2]                  | line 1, column 4: a comma is missing before this
            {"a" 1}                | line 1, column 6: a colon is missing after a member's name
            {"a":}                 | line 1, column 6: a value is missing after the colon
            {,}                    | line 1, column 2: a comma without a member before it
            [,1]                   | line 1, column 2: a comma without a value before it
            {"a":1} // x           | line 1, column 9: a comment; JSON has none, remove it
            {/* x */"a":1}         | line 1, column 2: a comment; JSON has none, remove it
            {"a":1 # x`            | line 1, column 8: a comment; JSON has none, remove it
            {"a":1}}               | line 1, column 8: there is text after the end of the JSON value
            {"a":1                 | line 1, column 1: the text ends before the end of the object that begins here
            {"a":[1,{"b":2}        | line 1, column 6: the text ends before the end of the list that begins here
            {"a":"b                | line 1, column 6: the text ends inside the string that begins here
            {"a":                  | line 1, column 1: the text ends before the end of the object that begins here
            {"a"                   | line 1, column 1: the text ends before the end of the object that begins here
            {                      | line 1, column 1: the text ends before the end of the object that begins here
            [1,                    | line 1, column 1: the text ends before the end of the list that begins here
            {"a":True}             | line 1, column 6: a word that is not true, false or null; strings stand in double quotes
            {"a":nullx}            | line 1, column 6: a word that is not true, false or null; strings stand in double quotes
            [NaN]                  | line 1, column 2: a word that is not true, false or null; strings stand in double quotes
            [01]                   | line 1, column 2: a number with a leading zero
            [+1]                   | line 1, column 2: a number begins with a digit or a minus sign
            [.5]                   | line 1, column 2: a number begins with a digit or a minus sign
            [1.]                   | line 1, column 2: a number that lacks digits
            [1e]                   | line 1, column 2: a number that lacks digits
            [-]                    | line 1, column 2: a number that lacks digits
            ["\\x"]                | line 1, column 3: a backslash before this character means nothing; write \\\\ for a backslash
            ["\\u12g4"]            | line 1, column 3: \\u needs four hexadecimal digits
            <html>                 | line 1, column 1: this is not JSON
            """)
    void aMistakeIsNamedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read(text.replace("`", "")))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(message);
    }

    @Test
    void linesAndColumnsAreCountedInCharacters() {
        assertMistake("{\n\t\"a\": \"\ud83d\ude00\", \"b\": 1,\n}", 2, 18, "a comma before the closing }; remove it");
        assertMistake("{\r\n\"a\":1\r\n\"b\":2}", 3, 1, "a comma is missing before this");
        assertMistake("{\r\"a\":1\r\"b\":2}", 3, 1, "a comma is missing before this");
    }

    @Test
    void invisibleMistakesAreNamed() {
        assertMistake("", 1, 1, "the text is empty");
        assertMistake(" \n", 2, 1, "the text is empty");
        assertMistake("\ufeff{}", 1, 1, "the text begins with a byte order mark; save it without one");
        assertMistake("{\"a\":\"x\ny\"}", 1, 8, "a line break inside a string; a quote is missing, or write it as \\n");
        assertMistake("{\"a\":\"x\u0007y\"}", 1, 8, "the control character U+0007 inside a string");
        assertMistake("{\"a\":\"\0\"}", 1, 7, "the control character U+0000 inside a string");
        assertMistake("[\u00a01]", 1, 2, "a value is expected here");
    }

    private static void assertMistake(String text, int line, int column, String mistake) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .hasMessage("line " + line + ", column " + column + ": " + mistake)
                .isInstanceOfSatisfying(MalformedJsonException.class, malformed -> {
                    assertThat(malformed.line()).isEqualTo(line);
                    assertThat(malformed.column()).isEqualTo(column);
                });
    }

    @Test
    void anErrorNeverRepeatsWhatWasRead() {
        for (String text : List.of(
                "{\"password\":\"hunter2\"", "{\"a\":hunter2}", "{hunter2:1}", "hunter2", "{\"a\":\"hunter2\\q\"}")) {
            assertThatThrownBy(() -> JsonReader.read(text))
                    .message()
                    .doesNotContain("hunter2")
                    .doesNotContain("password");
        }
    }

    @Test
    void valuesKeepOrderDuplicatesSpellingAndPlace() throws MalformedJsonException {
        String text = "{ \"b\": 1.50e+3, \"a\": [true, null], \"b\": \"x\" }";
        JsonObject object = (JsonObject) JsonReader.read(text);
        assertThat(object.members()).extracting(member -> member.name().value()).containsExactly("b", "a", "b");
        assertThat(object.members().getFirst().value()).isInstanceOfSatisfying(JsonNumber.class, number -> {
            assertThat(number.text()).isEqualTo("1.50e+3");
            assertThat(text.substring(number.start(), number.end())).isEqualTo("1.50e+3");
        });
        assertThat(object.get("b").orElseThrow()).isInstanceOf(JsonString.class);
        assertThat(object.getIgnoringCase("B").orElseThrow()).isInstanceOf(JsonString.class);
        assertThat(object.get("B")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\u0041\\n\\t\\/\\"\\\\\\b\\f\\r | 410a092f225c080c0d
            \\ud83d\\ude00                   | f09f9880
            \\ud83d                          | efbfbd
            \\ud83dx                         | efbfbd78
            \\ude00\\ud83d                   | efbfbdefbfbd
            \\ud83d\\u0041                   | efbfbd41
            \\ud83d\\ud83d\\ude00            | efbfbdf09f9880
            """)
    void escapesAreDecodedAsInGo(String escaped, String hex) throws MalformedJsonException {
        JsonString string = (JsonString) JsonReader.read("\"" + escaped + "\"");
        assertThat(HexFormat.of().formatHex(string.value().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hex);
    }

    @Test
    void whatFollowsTheFirstValueIsIgnoredOnRequest() throws MalformedJsonException {
        assertThat(JsonReader.readFirst("{} garbage")).isInstanceOf(JsonObject.class);
        assertThat(JsonReader.readFirst(" [1] [")).isInstanceOf(JsonArray.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefusedWithoutOverflow(String opening) {
        assertThatThrownBy(() -> JsonReader.read(opening.repeat(1_000_000)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("nested deeper than 200 levels");
    }

    @Test
    void twoHundredLevelsAreRead() throws MalformedJsonException {
        assertThat(JsonReader.read("[".repeat(200) + "]".repeat(200))).isInstanceOf(JsonArray.class);
    }

    @Test
    void secretsDoNotShowInToString() throws MalformedJsonException {
        assertThat(JsonReader.read("{\"a\":[\"hunter2\",{\"hunter2\":12345}]}").toString())
                .doesNotContain("hunter2")
                .doesNotContain("12345");
    }

    @Test
    void brokenTextsGiveAMistakeInsideTheTextAndNothingElse() {
        String sound =
                "{\"auths\": {\"a\": {\"auth\": \"dTpw\\u0041\"}}, \"n\": [-1.5e3, true, null, \"\ud83d\ude00\"]}";
        String alphabet = "{}[]\",:\\u0'/ \n\r\t#ane-+.\ufeff\0\ud83d\ude00x";
        Random random = new Random(20261122);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder(sound);
            for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.setLength(Math.max(1, at));
                }
            }
            readOrRefuse(text.toString());
        }
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        readOrRefuse(text);
    }

    private static void readOrRefuse(String text) {
        try {
            JsonValue value = JsonReader.read(text);
            assertThat(text.substring(0, value.start())).isBlank();
            assertThat(text.substring(value.end())).isBlank();
        } catch (MalformedJsonException malformed) {
            assertThat(malformed.line()).isPositive();
            assertThat(malformed.column()).isPositive().isLessThanOrEqualTo(text.length() + 1);
        } catch (RuntimeException unexpected) {
            fail("reading " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)), unexpected);
        }
    }
}
