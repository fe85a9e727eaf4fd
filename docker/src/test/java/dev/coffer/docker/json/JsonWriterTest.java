package dev.coffer.docker.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    /** Docker helper protocol: what Go's default encoder writes. */
    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            3c746f6b656e3e,   \\u003ctoken\\u003e
            26,               \\u0026
            222f5c,           \\"/\\\\
            0a0d09080c,       \\n\\r\\t\\b\\f
            00011b1f,         \\u0000\\u0001\\u001b\\u001f
            e280a8e280a9,     \\u2028\\u2029
            e280a7e280aa,     \u2027\u202a
            c3a4e282acf09f9880, \u00e4\u20ac\ud83d\ude00
            ff,               \\ufffd
            61c361,           a\\ufffda
            c080,             \\ufffd\\ufffd
            eda080,           \\ufffd\\ufffd\\ufffd
            f4908080,         \\ufffd\\ufffd\\ufffd\\ufffd
            e282,             \\ufffd\\ufffd
            f09f98,           \\ufffd\\ufffd\\ufffd
            efbfbd,           \ufffd
            """)
    void stringsAreEscapedAsInGo(String bytes, String written) {
        byte[] json = new JsonWriter().string(HexFormat.of().parseHex(bytes)).toByteArray();
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("\"" + written + "\"");
    }

    @Test
    void delIsNotEscaped() {
        assertThat(JsonWriter.quote("\u007f")).isEqualTo("\"\u007f\"");
    }

    @Test
    void commasStandBetweenMembersAndItemsOnly() {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("a").beginArray().string("1").string("2").endArray();
        json.name("b").beginObject().endObject().name("c").string("3").endObject();
        assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":[\"1\",\"2\"],\"b\":{},\"c\":\"3\"}");
    }

    @Test
    void whatIsWrittenDoesNotShow() {
        assertThat(new JsonWriter().string("hunter2").toString()).doesNotContain("hunter2");
    }

    @Property
    void textIsReadAsItWasWritten(@ForAll String text) throws MalformedJsonException {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(((JsonString) JsonReader.read(JsonWriter.quote(text))).value())
                .isEqualTo(wellFormed);
    }
}
