package dev.coffer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    @ParameterizedTest
    @CsvSource({
        "a/b,              a/b,                true",
        "a/b,              a/c,                false",
        "a/b,              a/*,                false",
        "a/*,              a/b,                true",
        "a/*,              a/*,                true",
        "a/*,              */b,                false",
        "a/*,              a/**,               false",
        "a/**,             a,                  true",
        "a/**,             a/*,                true",
        "a/**,             a/**/b,             true",
        "a/**,             **,                 false",
        "**,               a/*/**,             true",
        "*/**,             **,                 true",
        "**/*,             **/**,              true",
        "*/*/**,           **,                 false",
        "**,               */**,               true",
        "*/**,             **/*,               true",
        "**/*,             */**,               true",
        "*/**/*,           **/*/*,             true",
        "*/**/*,           **/*,               false",
        "**/a/**,          **/a,               true",
        "**/a/**,          a/b,                true",
        "**/a/**/b,        **/a/b,             true",
        "**/a/*/**/b,      **/a/**/b,          false",
        "**/a/*/b/**,      a/**/b,             false",
        "**/a/*/**/a/**,   a/**/a/**/a,        true",
        "**/a/*/**/a/**,   a/**/a,             false",
        "**/a/b,           **/b,               false",
        "**/b/**/a,        **/a/**/b/**/a,     true",
        "**/a/**/*,        **/a/*/**,          true",
        "docker/**,        docker/auth/hub/**, true",
        "docker/auth/hub/**, docker/**,        false",
        "docker/proj1/**,  docker/*/mcp/*,     false",
        "docker/*/mcp/*,   docker/proj1/**,    false",
        "docker/*/mcp/*,   docker/proj1/mcp/x, true",
    })
    void a_pattern_includes_another_when_it_selects_all_its_ids(String pattern, String other, boolean included) {
        assertThat(new SecretPattern(pattern).includes(new SecretPattern(other)))
                .isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,          a/b,             true",
        "a/b,          a/c,             false",
        "a/*,          */b,             true",
        "a/*,          */*/b,           false",
        "a/**,         **/b,            true",
        "a/**,         b/**,            false",
        "a,            a/**,            true",
        "a,            a/*/**,          false",
        "**,           **,              true",
        "*/**/*,       a,               false",
        "a/**/b,       a/b,             true",
        "a/**/b/**/c,  a/*/c,           true",
        "a/**/b/**/c,  a/x/c,           false",
        "a/**/b,       a/**/c,          false",
        "**/a/*/b/**,  **/a/a/*/**,     true",
        "docker/proj1/**, docker/*/mcp/*, true",
        "docker/auth/**,  docker/mcp/**,  false",
    })
    void two_patterns_intersect_when_both_select_some_id(String one, String other, boolean common) {
        assertThat(new SecretPattern(one).intersects(new SecretPattern(other))).isEqualTo(common);
        assertThat(new SecretPattern(other).intersects(new SecretPattern(one))).isEqualTo(common);
    }

    @Test
    void comparing_patterns_with_many_wildcards_takes_no_time() {
        SecretPattern wild = new SecretPattern("**/*/a/".repeat(250) + "b");
        SecretPattern wilder = new SecretPattern("**/a/*/**/".repeat(200) + "c");

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(wild.includes(wilder)).isFalse();
            assertThat(wild.includes(wild)).isTrue();
            assertThat(wild.intersects(wilder)).isFalse();
            assertThat(wild.intersects(wild)).isTrue();
        });
    }

    /** All pairs of the shorter patterns, by all ids that could tell them apart. */
    @ParameterizedTest
    @CsvSource({"'a,b,*,**', 4, 'a,b,z', 8", "'a,*,**', 5, 'a,z', 11"})
    void comparing_agrees_with_trying_every_id(String components, int longest, String letters, int longestId) {
        List<SecretPattern> patterns = new ArrayList<>();
        List<String> ids = paths(List.of(letters.split(",", -1)), longestId);
        List<BitSet> selected = new ArrayList<>();
        for (String text : paths(List.of(components.split(",", -1)), longest)) {
            SecretPattern pattern = new SecretPattern(text);
            BitSet set = new BitSet(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                set.set(i, pattern.matches(new SecretId(ids.get(i))));
            }
            patterns.add(pattern);
            selected.add(set);
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = 0; j < patterns.size(); j++) {
                SecretPattern one = patterns.get(i);
                SecretPattern other = patterns.get(j);
                BitSet notIncluded = (BitSet) selected.get(j).clone();
                notIncluded.andNot(selected.get(i));
                if (one.includes(other) != notIncluded.isEmpty()) {
                    wrong.add(one + " includes " + other);
                }
                if (one.intersects(other) != selected.get(i).intersects(selected.get(j))) {
                    wrong.add(one + " intersects " + other);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Property(tries = 3000)
    void comparing_long_patterns_agrees_with_trying_every_way_to_go_on(
            @ForAll("longPatterns") List<String> one, @ForAll("longPatterns") List<String> other) {
        SecretPattern pattern = new SecretPattern(String.join("/", one));
        SecretPattern another = new SecretPattern(String.join("/", other));
        Set<List<Set<Integer>>> ends = reachable(one, other);

        assertThat(pattern.includes(another))
                .as("%s includes %s", pattern, another)
                .isEqualTo(ends.stream()
                        .allMatch(end -> end.getFirst().contains(one.size())
                                || !end.getLast().contains(other.size())));
        assertThat(pattern.intersects(another))
                .as("%s intersects %s", pattern, another)
                .isEqualTo(ends.stream()
                        .anyMatch(end -> end.getFirst().contains(one.size())
                                && end.getLast().contains(other.size())));
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
    Arbitrary<List<String>> longPatterns() {
        return Arbitraries.of("a", "b", "*", "**").list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> ids() {
        return Arbitraries.of("a", "b").list().ofMinSize(1).ofMaxSize(6);
    }

    /** All paths of these components, up to this length. */
    private static List<String> paths(List<String> components, int longest) {
        List<String> all = new ArrayList<>();
        List<String> ofOneLength = List.of("");
        for (int length = 1; length <= longest; length++) {
            List<String> longer = new ArrayList<>();
            for (String path : ofOneLength) {
                for (String component : components) {
                    longer.add(path.isEmpty() ? component : path + "/" + component);
                }
            }
            all.addAll(longer);
            ofOneLength = longer;
        }
        return all;
    }

    /** For every id the places in the two patterns that it can have led to: the deterministic automaton of both. */
    private static Set<List<Set<Integer>>> reachable(List<String> one, List<String> other) {
        Set<List<Set<Integer>>> seen = new HashSet<>();
        Deque<List<Set<Integer>>> open = new ArrayDeque<>();
        open.add(List.of(withoutComponent(one, Set.of(0)), withoutComponent(other, Set.of(0))));
        while (!open.isEmpty()) {
            List<Set<Integer>> from = open.remove();
            for (String component : List.of("a", "b", "z")) {
                List<Set<Integer>> to =
                        List.of(after(one, from.getFirst(), component), after(other, from.getLast(), component));
                if (seen.add(to)) {
                    open.add(to);
                }
            }
        }
        return seen;
    }

    private static Set<Integer> after(List<String> pattern, Set<Integer> places, String component) {
        Set<Integer> next = new HashSet<>();
        for (int place : places) {
            if (place < pattern.size()) {
                switch (pattern.get(place)) {
                    case "**" -> next.add(place);
                    case "*" -> next.add(place + 1);
                    case String literal -> {
                        if (literal.equals(component)) {
                            next.add(place + 1);
                        }
                    }
                }
            }
        }
        return withoutComponent(pattern, next);
    }

    private static Set<Integer> withoutComponent(List<String> pattern, Set<Integer> places) {
        Set<Integer> all = new HashSet<>(places);
        for (int place = 0; place < pattern.size(); place++) {
            if (all.contains(place) && pattern.get(place).equals("**")) {
                all.add(place + 1);
            }
        }
        return all;
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
