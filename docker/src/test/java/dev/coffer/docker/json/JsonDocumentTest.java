package dev.coffer.docker.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                               | {\\n\\t"k": 1\\n}
            { }                              | {\\n\\t"k": 1\\n}
            {\\n}\\n                         | {\\n\\t"k": 1\\n}\\n
            {"a":1}                          | {"a":1,"k":1}
            { "a" : 1 }                      | { "a" : 1, "k" : 1 }
            {\\n  "a": 1\\n}\\n              | {\\n  "a": 1,\\n  "k": 1\\n}\\n
            {\\n\\t"a": 1\\n}                | {\\n\\t"a": 1,\\n\\t"k": 1\\n}
            {\\r\\n  "a": 1\\r\\n}           | {\\r\\n  "a": 1,\\r\\n  "k": 1\\r\\n}
            """)
    void aMemberIsAddedInTheMannerOfTheFile(String before, String after) throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(unescaped(before));
        assertThat(document.add(document.root(), "k", "1").text()).isEqualTo(unescaped(after));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"m":{}}                         | {"m":{"k":1}}
            {\\n\\t"m": {}\\n}               | {\\n\\t"m": {\\n\\t\\t"k": 1\\n\\t}\\n}
            {\\n    "m": {\\n    }\\n}       | {\\n    "m": {\\n        "k": 1\\n    }\\n}
            {\\r\\n "m": {}\\r\\n}           | {\\r\\n "m": {\\r\\n  "k": 1\\r\\n }\\r\\n}
            {\\n"m": {}\\n}                  | {\\n"m": {\\n\\t"k": 1\\n}\\n}
            """)
    void aMemberOfAnEmptyInnerObjectIsIndented(String before, String after) throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(unescaped(before));
        JsonObject inner = (JsonObject) document.root().get("m").orElseThrow();
        assertThat(document.add(inner, "k", "1").text()).isEqualTo(unescaped(after));
    }

    @ParameterizedTest(name = "{0} without {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}                          | a | {}
            {"a":1,"b":2,"c":3}              | a | {"b":2,"c":3}
            {"a":1,"b":2,"c":3}              | b | {"a":1,"c":3}
            {"a":1,"b":2,"c":3}              | c | {"a":1,"b":2}
            {\\n  "a": 1,\\n  "b": 2\\n}     | a | {\\n  "b": 2\\n}
            {\\n  "a": 1,\\n  "b": 2\\n}     | b | {\\n  "a": 1\\n}
            {\\n  "a": 1\\n}                 | a | {}
            """)
    void aMemberIsRemovedWithItsComma(String before, String name, String after) throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(unescaped(before));
        JsonMember member = document.root().members().stream()
                .filter(candidate -> candidate.name().value().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(document.remove(document.root(), member).text()).isEqualTo(unescaped(after));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }

    @Test
    void severalValuesAreReplacedAtOnce() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"a\":1,\"b\":[2,3],\"c\":4}");
        List<JsonMember> members = document.root().members();
        assertThat(document.replace(
                                List.of(
                                        members.getLast().value(),
                                        members.getFirst().value()),
                                "\"\"")
                        .text())
                .isEqualTo("{\"a\":\"\",\"b\":[2,3],\"c\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "1"})
    void aRootThatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> JsonDocument.parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("line 1, column 1: an object is expected here, not ");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> JsonDocument.parse(new byte[] {'{', '\n', '"', (byte) 0xff, '"'}))
                .hasMessage("line 2, column 2: a byte that is not UTF-8; save it as UTF-8");
        assertThatThrownBy(() -> JsonDocument.parse(new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82}))
                .hasMessage("line 1, column 3: a byte that is not UTF-8; save it as UTF-8");
    }
}
