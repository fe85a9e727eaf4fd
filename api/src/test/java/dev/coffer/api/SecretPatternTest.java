package dev.coffer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPatternTest {
    @ParameterizedTest
    @CsvSource({
        "a,            a,         true",
        "a,            b,         false",
        "a,            a/b,       false",
        "*,            a,         true",
        "*,            a/b,       false",
        "**,           a,         true",
        "**,           a/b/c,     true",
        "a/**,         a,         true",
        "a/**,         a/b/c,     true",
        "a/**,         b/a,       false",
        "**/c,         c,         true",
        "**/c,         a/b/c,     true",
        "**/c,         a/c/b,     false",
        "a/**/c,       a/c,       true",
        "a/**/c,       a/b/b/c,   true",
        "a/*/c,        a/c,       false",
        "*/**/*,       a,         false",
        "*/**/*,       a/b,       true",
        "**/**,        a,         true",
        "a/**/b/**/c,  a/b/c,     true",
        "a/**/b/**/c,  a/c/b,     false",
        "A,            a,         false",
    })
    void patterns_select_ids(String pattern, String id, boolean selected) {
        assertThat(new SecretPattern(pattern).matches(new SecretId(id))).isEqualTo(selected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "/a", "a/", "foo*", "*a*", "***", "a/b*", "ä", "a b"})
    void other_text_is_refused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretPattern(pattern));
    }

    @Test
    void many_wildcards_cost_no_more_than_their_number() {
        SecretPattern pattern = new SecretPattern("**/a/".repeat(400) + "b");
        SecretId id = new SecretId("a/".repeat(1000) + "c");

        assertThat(pattern.matches(id)).isFalse();
    }

    @Test
    void the_length_is_limited() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretPattern("*/".repeat(2000) + "*"));
    }

    @Property
    void matching_agrees_with_its_definition(@ForAll("patterns") List<String> pattern, @ForAll("ids") List<String> id) {
        SecretPattern subject = new SecretPattern(String.join("/", pattern));

        assertThat(subject.matches(new SecretId(String.join("/", id)))).isEqualTo(defined(pattern, id));
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        return Arbitraries.of("a", "b", "*", "**").list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> ids() {
        return Arbitraries.of("a", "b").list().ofMinSize(1).ofMaxSize(6);
    }

    /** The definition, word by word. */
    private static boolean defined(List<String> pattern, List<String> id) {
        if (pattern.isEmpty()) {
            return id.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.getFirst().equals("**")) {
            return defined(rest, id) || (!id.isEmpty() && defined(pattern, id.subList(1, id.size())));
        }
        return !id.isEmpty()
                && (pattern.getFirst().equals("*") || pattern.getFirst().equals(id.getFirst()))
                && defined(rest, id.subList(1, id.size()));
    }
}
