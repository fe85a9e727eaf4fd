package dev.coffer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    private static Object plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.text();
            case YamlNode.Sequence sequence ->
                sequence.items().stream().map(YamlReaderTest::plain).toList();
            case YamlNode.Mapping mapping -> {
                Map<String, Object> members = new java.util.LinkedHashMap<>();
                mapping.members().forEach((name, value) -> members.put(name, plain(value)));
                yield members;
            }
        };
    }

    @Test
    void reads_mappings_sequences_scalars_and_comments() throws Exception {
        String text = """
                ---
                # a comment
                store: vault   # another
                quoted: "a \\"b\\" # no comment"
                single: 'it''s'
                url: https://index.docker.io/v1/
                nested:
                  deeper:
                    deepest: yes
                  empty:
                routes:
                - server: '*.example.com'
                  use: helper:pass
                -
                  server: b
                  deny: true
                indented:
                  - one
                  - two
                """;

        assertThat(plain(YamlReader.read(text)))
                .isEqualTo(Map.of(
                        "store", "vault",
                        "quoted", "a \"b\" # no comment",
                        "single", "it's",
                        "url", "https://index.docker.io/v1/",
                        "nested", Map.of("deeper", Map.of("deepest", "yes"), "empty", ""),
                        "routes",
                                List.of(
                                        Map.of("server", "*.example.com", "use", "helper:pass"),
                                        Map.of("server", "b", "deny", "true")),
                        "indented", List.of("one", "two")));
    }

    @Test
    void an_empty_text_is_an_empty_mapping() throws Exception {
        assertThat(YamlReader.read("\n# nothing\n").members()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 'a: {b: c}'",
                "2 | 'a: b\n\tc: d'",
                "2 | 'a: b\n  c: d'",
                "2 | 'a: b\na: c'",
                "1 | 'a: *anchor'",
                "1 | 'a: |'",
                "1 | '- a'",
                "1 | 'a: \"open'",
                "1 | 'just words'",
                "1 | 'a: b: c'",
                "3 | 'a:\n  b: c\n d: e'",
            })
    void refuses_what_it_does_not_read_and_names_the_line(int line, String text) {
        assertThatThrownBy(() -> YamlReader.read(text))
                .isInstanceOfSatisfying(YamlReader.Mistake.class, mistake -> assertThat(mistake.line())
                        .isEqualTo(line));
    }

    @Test
    void any_text_is_read_or_refused() {
        Random random = new Random(20261122);
        String alphabet = "ab: -#\"'\n\n  \t{[&*\\é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(YamlReader.read(text.toString())).isNotNull();
            } catch (YamlReader.Mistake mistake) {
                assertThat(mistake.line()).isPositive();
            }
        }
    }
}
