package dev.coffer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeParserTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Basic realm="test"                                     | basic{realm=test}
            BASIC Realm=test                                       | basic{realm=test}
            Basic                                                  | basic{}
            Basic realm = "a b"                                    | basic{realm=a b}
            Basic realm="a \\"b\\" \\\\c"                          | basic{realm=a "b" \\c}
            Basic realm="a, Bearer realm=b"                        | basic{realm=a, Bearer realm=b}
            Basic realm=""                                         | basic{realm=}
            Bearer realm="https://a/t",service="r",scope="x:y:z"   | bearer{realm=https://a/t, scope=x:y:z, service=r}
            Bearer realm="x" , service=y,                          | bearer{realm=x, service=y}
            Basic realm="x", Bearer realm="y"                      | basic{realm=x} bearer{realm=y}
            Bearer realm="x",service=s,Basic realm="y"             | bearer{realm=x, service=s} basic{realm=y}
            Negotiate, Basic realm="y"                             | negotiate{} basic{realm=y}
            Negotiate, NTLM                                        | negotiate{} ntlm{}
            Negotiate YWJj==, Basic realm="y"                      | negotiate(YWJj==) basic{realm=y}
            NewAuth a=b==, Basic                                   | error
            ,, Basic realm=x ,, , Bearer realm=y ,                 | basic{realm=x} bearer{realm=y}
            Basic realm=x Bearer realm=y                           | error
            Basic realm                                            | basic(realm)
            Basic realm=                                           | basic(realm=)
            Basic realm=x, realm=y                                 | error
            realm="x"                                              | error
            Basic realm="x                                         | error
            Basic realm="x\\                                       | error
            Basic realm="x"y                                       | error
            Basic "x"                                              | error
            Basic realm=x;service=y                                | error
            Bäsic realm=x                                          | error
            """)
    void reads_the_grammar_of_rfc_9110_and_nothing_else(String line, String expected) {
        assertThat(read(List.of(line))).isEqualTo(expected);
    }

    @Test
    void reads_several_lines_as_one_list() {
        assertThat(read(List.of("Basic realm=a", "Bearer realm=b"))).isEqualTo("basic{realm=a} bearer{realm=b}");
        assertThat(read(List.of())).isEmpty();
        assertThat(read(List.of(" , "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"a\u0000b\"", "Basic realm=\"a\u007fb\"", "Basic realm=\"a\nb\""})
    void refuses_control_characters(String line) {
        assertThatThrownBy(() -> ChallengeParser.parse(List.of(line)))
                .isInstanceOf(MalformedChallengeException.class)
                .hasMessage("a control character stands in a quoted value");
    }

    @Test
    void refuses_a_line_without_end() {
        assertThatThrownBy(() -> ChallengeParser.parse(List.of("Basic realm=" + "x".repeat(20_000))))
                .isInstanceOf(MalformedChallengeException.class);
    }

    @Property(tries = 2000)
    void answers_any_text_with_challenges_or_the_documented_exception(@ForAll("nearlyChallenges") String line) {
        assertThat(read(List.of(line))).isNotNull();
    }

    @Property(tries = 500)
    void reads_back_what_was_written(@ForAll("values") Map<String, String> parameters) throws Exception {
        StringBuilder line = new StringBuilder("Bearer ");
        parameters.forEach((name, value) -> line.append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\", "));

        assertThat(ChallengeParser.parse(List.of(line + "Basic realm=x")))
                .containsExactly(
                        new Challenge("bearer", Optional.empty(), parameters),
                        new Challenge("basic", Optional.empty(), Map.of("realm", "x")));
    }

    @Provide
    Arbitrary<String> nearlyChallenges() {
        return Arbitraries.of(
                        "Basic", "Bearer", " ", ",", "=", "\"", "\\", "realm", "a/b==", "\t", "x", "\u0001", "é", ";")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(8),
                        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30))
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static String read(List<String> lines) {
        try {
            StringBuilder text = new StringBuilder();
            for (Challenge challenge : ChallengeParser.parse(lines)) {
                text.append(' ').append(challenge.scheme());
                text.append(challenge.token68().map(value -> "(" + value + ")").orElseGet(() -> new TreeMap<>(
                                challenge.parameters())
                        .toString()));
            }
            return text.toString().strip();
        } catch (MalformedChallengeException malformed) {
            return "error";
        }
    }
}
