package dev.coffer.platform.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatMovesHidesOrTurnsTextIsWrittenOut() {
        assertThat(Printable.escape("registry.example.com/böse \ud83d\ude00 C:\\x"))
                .isEqualTo("registry.example.com/böse \ud83d\ude00 C:\\x");
        assertThat(Printable.escape("\u001b[2Ja\r\n\tb\u0000\u007f\u009b"))
                .isEqualTo("\\x1B[2Ja\\x0D\\x0A\\x09b\\x00\\x7F\\x9B");
        assertThat(Printable.escape("a\u202eb\u2066c\u200bd\ufeff")).isEqualTo("a\\u202Eb\\u2066c\\u200Bd\\uFEFF");
        assertThat(Printable.escape("a\u2028b\u2029")).isEqualTo("a\\u2028b\\u2029");
        assertThat(Printable.escape("\ud800a\udc00")).isEqualTo("\\uD800a\\uDC00");
        assertThat(Printable.escape(Character.toString(0xE0041))).isEqualTo("\\uDB40\\uDC41");
        assertThat(Printable.escape("")).isEmpty();
    }

    @Property(tries = 2000)
    void whatIsEscapedHasNothingToEscape(@ForAll("anyText") String text) {
        String escaped = Printable.escape(text);
        assertThat(escaped.codePoints()).noneMatch(PrintableTest::isDangerous);
        assertThat(Printable.escape(escaped)).isEqualTo(escaped);
    }

    @Property(tries = 2000)
    void theOtherCharactersStayInTheirOrder(@ForAll("anyText") String text) {
        String kept = text.codePoints()
                .filter(codePoint -> !isDangerous(codePoint))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String withoutEscapes =
                Printable.escape(text.replace('\\', '/')).replaceAll("\\\\x[0-9A-F]{2}|\\\\u[0-9A-F]{4}", "");
        assertThat(withoutEscapes).isEqualTo(kept.replace('\\', '/'));
    }

    /** Named one by one, apart from the Unicode categories that the code asks. */
    private static boolean isDangerous(int codePoint) {
        return codePoint < 0x20
                || (codePoint >= 0x7f && codePoint < 0xa0)
                || Character.getType(codePoint) == Character.FORMAT
                || codePoint == 0x2028
                || codePoint == 0x2029
                || (codePoint >= 0xd800 && codePoint <= 0xdfff);
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("a\\x1b\u001b\u009b\r\n\u202e\u2066\u200f\u061c\ud800\udc00\udb40")
                        .ofMaxLength(30));
    }
}
