package dev.coffer.kubernetes.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SecretFileTest {
    private static final String ONE = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: %s
              annotations: {coffer.dev/expires: "2026-11-22T20:00:00Z"}
            type: kubernetes.io/dockerconfigjson
            data:
              .dockerconfigjson: eyJhdXRocyI6eyJyIjp7ImF1dGgiOiJkVHB3In19fQ==
            """;

    private static List<StoredPullSecret> read(String text) {
        return SecretFile.read("secrets.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(String text) {
        return read(text).stream().map(StoredPullSecret::name).toList();
    }

    @Test
    void secrets_of_several_documents_come_in_their_order() {
        String text = ONE.formatted("b") + "---\nkind: ConfigMap\n---\n# nothing\n---\n" + ONE.formatted("a");

        assertThat(names(text)).containsExactly("b", "a");
        assertThat(read(text).getFirst().annotations()).containsEntry("coffer.dev/expires", "2026-11-22T20:00:00Z");
        assertThat(read(text).getFirst().table()).isInstanceOf(AuthTable.Entries.class);
    }

    @Test
    void lists_are_opened() {
        String items = "[{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"}},{\"kind\":\"Pod\"}]";

        assertThat(names("{\"kind\":\"List\",\"items\":" + items + "}")).containsExactly("a");
        assertThat(names("{\"kind\":\"SecretList\",\"items\":[{\"metadata\":{\"name\":\"c\"}}]}"))
                .containsExactly("c");
    }

    @Test
    void plain_values_win_over_encoded_ones() {
        StoredPullSecret secret = read(ONE.formatted("s") + "stringData:\n  .dockerconfigjson: '{\"auths\":{}}'\n")
                .getFirst();

        assertThat(secret.table()).isEqualTo(new AuthTable.Entries(List.of(), List.of()));
    }

    @Test
    void base64_may_be_folded() {
        String folded = ONE.formatted("s")
                .replace(
                        ".dockerconfigjson: eyJhdXRocyI6eyJyIjp7ImF1dGgiOiJkVHB3In19fQ==",
                        ".dockerconfigjson: |\n    eyJhdXRocyI6eyJyIjp7\n    ImF1dGgiOiJkVHB3In19fQ==");

        assertThat(read(folded).getFirst().table())
                .isEqualTo(read(ONE.formatted("s")).getFirst().table());
    }

    @Test
    void a_secret_of_another_type_or_key_is_ignored_with_a_reason() {
        assertThat(read("kind: Secret\ndata: {.dockerconfigjson: e30=}")
                        .getFirst()
                        .table())
                .isInstanceOfSatisfying(
                        AuthTable.Entries.class,
                        table -> assertThat(table.notes().getFirst()).startsWith("its type is not"));
        assertThat(read("kind: Secret\ntype: kubernetes.io/dockercfg\ndata: {.dockerconfigjson: e30=}")
                        .getFirst()
                        .table())
                .isEqualTo(AuthTable.none("it has no data below .dockercfg, so kubelets ignore it"));
    }

    @Test
    void mistakes_are_named_without_what_is_written_there() {
        assertThatThrownBy(() -> read("kind: Secret\nmetadata: {name: s}\ndata: {a: 'hidden!'}"))
                .hasMessage("the secret s in secrets.yaml has data below a that is not base64;"
                        + " plain text goes below stringData");
        assertThatThrownBy(() -> read("kind: Secret\n  hidden: : x"))
                .hasMessageStartingWith("secrets.yaml is neither YAML nor JSON; the mistake is at line 2, column ")
                .message()
                .doesNotContain("hidden");
        assertThatThrownBy(() -> read("hidden: 1\nhidden: 2")).message().doesNotContain("hidden");
        assertThatThrownBy(() -> read("kind: Pod")).hasMessage("secrets.yaml holds no object of kind Secret");
        assertThatThrownBy(() -> read("")).hasMessage("secrets.yaml holds no object of kind Secret");
    }

    @Test
    void depth_and_aliases_are_bounded() {
        assertThatThrownBy(() -> read("[".repeat(50_000))).isInstanceOf(PullSecretException.class);
        assertThatThrownBy(() -> read("- ".repeat(50_000) + "x")).isInstanceOf(PullSecretException.class);
        StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a%d: &a%d [*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> read(laughs.toString())).isInstanceOf(PullSecretException.class);
    }

    @Provide
    Arbitrary<String> nearlyYaml() {
        return Arbitraries.of(
                        "kind: Secret",
                        "\n",
                        "  ",
                        "data:",
                        "type: kubernetes.io/dockercfg",
                        "items: ",
                        "kind: List",
                        "- ",
                        "&a ",
                        "*a",
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "'",
                        "|",
                        ">",
                        "!!str ",
                        "? ",
                        ": ",
                        "---",
                        "...",
                        "%YAML 1.1",
                        "\t",
                        "\u0000",
                        "é",
                        "!!binary x",
                        "<<: ")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void any_text_is_secrets_or_the_documented_exception(@ForAll("nearlyYaml") String text) {
        try {
            assertThat(read(text)).isNotEmpty();
        } catch (PullSecretException documented) {
            assertThat(documented).hasMessageContaining("secrets.yaml");
        }
    }
}
