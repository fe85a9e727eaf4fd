package dev.coffer.kubernetes.matching;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelGlobTest {
    @ParameterizedTest
    @CsvSource({
        "abc,          abc,    true",
        "*,            abc,    true",
        "*c,           abc,    true",
        "a*,           a,      true",
        "a*,           abc,    true",
        "a*,           ab/c,   false",
        "a*/b,         abc/b,  true",
        "a*/b,         a/c/b,  false",
        "a*b*c*d*e*,   axbxcxdxe, true",
        "a*b?c*x,      abxbbxdbxebxczzx, true",
        "a*b?c*x,      abxbbxdbxebxczzy, false",
        "ab[c],        abc,    true",
        "ab[b-d],      abc,    true",
        "ab[e-g],      abc,    false",
        "ab[^c],       abc,    false",
        "ab[^e-g],     abc,    true",
        "a\\*b,        a*b,    true",
        "a\\*b,        ab,     false",
        "a?b,          aüb,    true",
        "a[^a]b,       aüb,    true",
        "a[^a][^a][^a]b, aüb,  false",
        "[a-ζ]*,       α,      true",
        "*[a-ζ],       A,      false",
        "a?b,          a/b,    false",
        "a*b,          a/b,    false",
        "[\\]a],       ],      true",
        "[\\-],        -,      true",
        "[x\\-],       x,      true",
        "[x\\-],       -,      true",
        "[x\\-],       z,      false",
        "[\\-x],       x,      true",
        "*x,           xxx,    true",
        "'',           '',     true",
        "'',           a,      false",
        "a,            '',     false",
    })
    void a_glob_means_what_it_means_to_go(String glob, String text, boolean matches) {
        assertThat(LabelGlob.parse(glob))
                .hasValueSatisfying(parsed -> assertThat(parsed.matches(text)).isEqualTo(matches));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a[", "[]", "[a-]", "[a\\"})
    void a_malformed_glob_is_no_glob(String glob) {
        assertThat(LabelGlob.parse(glob)).isEmpty();
    }

    @Test
    void many_stars_take_no_exponential_time() {
        assertThat(LabelGlob.parse("*a".repeat(200) + "b").orElseThrow().matches("a".repeat(5000)))
                .isFalse();
    }

    @Property
    void text_without_special_characters_matches_itself_alone(
            @ForAll @CharRange(from = 'a', to = 'd') String text,
            @ForAll @CharRange(from = 'a', to = 'd') String other) {
        LabelGlob glob = LabelGlob.parse(text).orElseThrow();

        assertThat(glob.matches(text)).isTrue();
        assertThat(glob.matches(other)).isEqualTo(text.equals(other));
    }

    @Property
    void stars_match_what_a_slow_and_plain_matcher_says(
            @ForAll @Chars({'a', 'b', '*', '?', '/'}) @StringLength(max = 8) String glob,
            @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 8) String text) {
        assertThat(LabelGlob.parse(glob).orElseThrow().matches(text)).isEqualTo(plainly(glob, text));
    }

    private static boolean plainly(String glob, String text) {
        if (glob.isEmpty()) {
            return text.isEmpty();
        }
        boolean takesOne = !text.isEmpty() && text.charAt(0) != '/';
        return switch (glob.charAt(0)) {
            case '*' -> plainly(glob.substring(1), text) || (takesOne && plainly(glob, text.substring(1)));
            case '?' -> takesOne && plainly(glob.substring(1), text.substring(1));
            default ->
                !text.isEmpty() && text.charAt(0) == glob.charAt(0) && plainly(glob.substring(1), text.substring(1));
        };
    }
}
