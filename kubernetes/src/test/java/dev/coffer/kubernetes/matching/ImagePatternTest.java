package dev.coffer.kubernetes.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.image.ImageReference;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePatternTest {
    static Stream<JsonObject> cases() {
        return Stream.of("urls_match_upstream", "plugin_match_images_upstream", "derived")
                .flatMap(MatchCases::table);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_kubelets_cases_come_out_as_the_kubelets(JsonObject match) {
        assertThat(matches(match.getString("pattern"), match.getString("image")))
                .isEqualTo(match.getBoolean("match"));
    }

    static Stream<JsonObject> derived() {
        return MatchCases.table("derived");
    }

    @ParameterizedTest
    @MethodSource("derived")
    void a_pattern_parses_when_a_url_with_it_does(JsonObject match) {
        assertThat(parses(match.getString("pattern"))).isEqualTo(match.getBoolean("parses"));
    }

    @Test
    void the_tables_are_all_there() {
        assertThat(cases()).hasSize(18 + 7 + 62);
    }

    private static boolean parses(String pattern) {
        try {
            ImagePattern.parse(pattern);
            return true;
        } catch (InvalidImagePatternException unparsable) {
            return false;
        }
    }

    private static boolean matches(String pattern, String image) {
        return parses(pattern) && ImagePattern.parse(pattern).matches(image);
    }

    @ParameterizedTest
    @CsvSource({
        "a:1:2,                     port",
        "gcr.io:abc,                port",
        "gcr.io:80*,                port",
        "[::1,                      bracket",
        "x[::1],                    bracket",
        "[v1.x],                    IPv6",
        "[1.2.3.4],                 IPv6",
        "[::1]x,                    port",
        "gcr.io/%zz,                percent",
        "gcr.io#%,                  percent",
        "a b.io,                    character",
        "a\\b.io,                   character",
        "a%41.io,                   escape",
        "us er@gcr.io,              user name",
    })
    void what_go_refuses_is_refused_with_a_reason(String pattern, String reason) {
        assertThatThrownBy(() -> ImagePattern.parse(pattern))
                .isInstanceOf(InvalidImagePatternException.class)
                .hasMessageStartingWith("the pattern ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[fe80::1%25eth0]:5000",
                "[::ffff:1.2.3.4]:5000",
                "[::]",
                "gcr.io/a b",
                "gcr.io/%20",
                "b%C3%BC.io"
            })
    void what_go_takes_is_taken(String pattern) {
        assertThat(ImagePattern.parse(pattern).text()).isEqualTo(pattern).isEqualTo(ImagePattern.parse(pattern) + "");
    }

    @Test
    void bytes_are_compared_and_not_their_escapes() {
        assertThat(matches("b%C3%BC.io", "bü.io/x")).isTrue();
        assertThat(matches("gcr.io/%C3%BC", "gcr.io/ü")).isTrue();
        assertThat(matches("gcr.io/a\tb", "gcr.io/a\tb")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                              no host",
        "https://gcr.io,                  scheme",
        "[::1],                           brackets",
        "[fe80::1%25eth0]:5000,           zone",
        "gcr.io.,                         empty",
        ".gcr.io,                         empty",
        "registry_1.example.com,          character",
        "b%C3%BC.io,                      character",
        "-a.io,                           hyphen",
        "gcr,                             Docker Hub",
        "index.docker.io,                 docker.io",
        "gcr.io/*/img,                    star",
        "gcr.io/img:latest,               tag",
        "gcr.io/img@sha256,               tag",
        "gcr.io/Img,                      lower case",
        "gcr.io//,                        begins",
        "gcr.io/a.-b,                     begins",
    })
    void a_pattern_that_can_never_match_says_why(String pattern, String reason) {
        assertThat(ImagePattern.parse(pattern).whyNever())
                .hasValueSatisfying(why -> assertThat(why).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcr.io",
                "*.gcr.io",
                "*",
                "localhost",
                "registry:5000",
                "GCR",
                "gcr.io/team-",
                "gcr.io/a__",
                "gcr.io/",
                "[::1]:5000",
                "docker.io",
                "index.docker.io:443",
                "*docker.io",
                "user@gcr.io?x=1#f"
            })
    void a_pattern_that_can_match_is_not_accused(String pattern) {
        assertThat(ImagePattern.parse(pattern).whyNever()).isEmpty();
    }

    @Test
    void what_the_kubelet_drops_is_told() {
        assertThat(ImagePattern.parse("user@gcr.io").hasIgnoredParts()).isTrue();
        assertThat(ImagePattern.parse("gcr.io?x").hasIgnoredParts()).isTrue();
        assertThat(ImagePattern.parse("gcr.io#x").hasIgnoredParts()).isTrue();
        assertThat(ImagePattern.parse("*.gcr.io:5000/x").hasIgnoredParts()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*.gcr.io,       eu.gcr.io,        true,  true",
        "eu.gcr.io,      *.gcr.io,         false, true",
        "*.gcr.io,       *.gcr.io,         true,  true",
        "*.io,           eu.gcr.io,        false, false",
        "gcr.io,         gcr.io/a,         true,  true",
        "gcr.io/a,       gcr.io,           false, true",
        "gcr.io/a,       gcr.io/ab,        true,  true",
        "gcr.io/a,       gcr.io/b,         false, false",
        "gcr.io,         gcr.io:443,       false, false",
        "a*.gcr.io,      *b.gcr.io,        false, true",
        "a*.gcr.io,      b*.gcr.io,        false, false",
        "*.*,            gcr.io,           true,  true",
        "*a*.io,         *ab.io,           true,  true",
        "*.gcr.io/a,     eu.gcr.io,        false, true",
        "*.gcr.io/a,     eu.*.io/b,        false, false",
        "*,              localhost,        true,  true",
        "*.*.*.*:5000,   127.0.0.1:5000,   true,  true",
        "[::1]:5000,     [::1]:5000,       true,  true",
        "gcr.io.,        gcr.io.,          false, false",
        "*.io,           a_.io,            false, false",
    })
    void patterns_are_compared_with_each_other(String a, String b, boolean covers, boolean overlaps) {
        assertThat(ImagePattern.parse(a).covers(ImagePattern.parse(b))).isEqualTo(covers);
        assertThat(ImagePattern.parse(a).overlaps(ImagePattern.parse(b))).isEqualTo(overlaps);
        assertThat(ImagePattern.parse(b).overlaps(ImagePattern.parse(a))).isEqualTo(overlaps);
    }

    @Property
    void a_covering_pattern_matches_whatever_the_other_does(
            @ForAll("patterns") String a, @ForAll("patterns") String b, @ForAll("images") String image) {
        ImagePattern covering = ImagePattern.parse(a);
        ImagePattern covered = ImagePattern.parse(b);
        if (covered.matches(image) && covering.covers(covered)) {
            assertThat(covering.matches(image)).isTrue();
        }
        if (covering.matches(image) && covered.matches(image)) {
            assertThat(covering.overlaps(covered)).isTrue();
        }
    }

    /** All hosts of up to six letters, one of which is in neither pattern. */
    @Property(tries = 300)
    void covering_and_overlapping_are_what_trying_everything_says(
            @ForAll("labels") String a, @ForAll("labels") String b) {
        ImagePattern first = ImagePattern.parse(a + ".io");
        ImagePattern second = ImagePattern.parse(b + ".io");
        boolean covers = true;
        boolean overlaps = false;
        for (String host : HOSTS) {
            boolean inFirst = first.matches(host + ".io");
            boolean inSecond = second.matches(host + ".io");
            covers &= inFirst || !inSecond;
            overlaps |= inFirst && inSecond;
        }
        assertThat(first.covers(second)).isEqualTo(covers);
        assertThat(first.overlaps(second)).isEqualTo(overlaps);
    }

    private static final String[] HOSTS = hosts(6);

    private static String[] hosts(int length) {
        if (length == 0) {
            return new String[] {""};
        }
        String[] shorter = hosts(length - 1);
        return Stream.concat(
                        Arrays.stream(shorter),
                        Arrays.stream(shorter)
                                .filter(host -> host.length() == length - 1)
                                .flatMap(host -> Stream.of(host + "a", host + "b", host + "x")))
                .toArray(String[]::new);
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.strings().withChars('a', 'b', '*').ofMinLength(1).ofMaxLength(3);
    }

    @Property
    void an_image_that_matches_proves_that_the_pattern_can(
            @ForAll("patterns") String text, @ForAll("images") String image) {
        ImagePattern pattern = ImagePattern.parse(text);
        if (pattern.matches(ImageReference.parse(image))) {
            assertThat(pattern.whyNever()).isEmpty();
        }
    }

    @Property
    void the_host_of_an_image_is_a_pattern_for_it(@ForAll("images") String image) {
        ImageReference reference = ImageReference.parse(image);

        assertThat(ImagePattern.parse(reference.registry()).matches(reference)).isTrue();
        assertThat(ImagePattern.parse(reference.repository()).matches(reference))
                .isTrue();
        assertThat(ImagePattern.parse(image.replaceFirst("[:/]", ".evil$0")).matches(reference))
                .isFalse();
    }

    @Property
    void any_text_parses_or_is_refused_with_the_one_exception(@ForAll String text, @ForAll String image) {
        if (parses(text)) {
            ImagePattern pattern = ImagePattern.parse(text);
            pattern.matches(image);
            pattern.whyNever();
            pattern.overlaps(ImagePattern.parse("*.io"));
        }
    }

    @Property
    void any_text_of_the_characters_that_matter_parses_or_is_refused(@ForAll("soups") String text) {
        if (parses(text)) {
            ImagePattern pattern = ImagePattern.parse(text);
            pattern.matches(text);
            pattern.whyNever();
            pattern.covers(pattern);
        }
    }

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.strings().withChars("a1.-_:/[]%25*?#@\\^ é").ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> label = Arbitraries.of("a", "b", "ab", "*", "a*", "*b", "*a*");
        Arbitrary<String> host = label.list().ofMinSize(1).ofMaxSize(3).map(labels -> String.join(".", labels));
        return Combinators.combine(
                        host, Arbitraries.of("", ":5000"), Arbitraries.of("", "/", "/a", "/a/", "/a/b", "/ab"))
                .as((name, port, path) -> name + port + path);
    }

    @Provide
    Arbitrary<String> images() {
        Arbitrary<String> label =
                Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> host = label.list().ofMinSize(2).ofMaxSize(3).map(labels -> String.join(".", labels));
        return Combinators.combine(host, Arbitraries.of("", ":5000"), Arbitraries.of("/a", "/a/b", "/ab", "/b"))
                .as((name, port, path) -> name + port + path);
    }
}
