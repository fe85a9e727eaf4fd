package dev.coffer.kubernetes.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthTableTest {
    private static AuthTable parse(String json) {
        return AuthTable.parse(json.getBytes(StandardCharsets.UTF_8), SecretType.DOCKERCONFIGJSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"username\":\"u\",\"password\":\"p\"}|u|p",
                "{\"username\":\"u\",\"password\":\"p\",\"auth\":\"djpx\"}|v|q",
                "{\"auth\":\"dTpwOnE=\"}|u|p:q",
                "{\"auth\":\"dTpwOnE\"}|u|p:q",
                "{\"auth\":\"dTpw\\nOnE=\"}|u|p:q",
                "{\"Auth\":\"djpx\"}|v|q",
                "{\"auth\":null,\"username\":\"u\",\"password\":\"p\"}|u|p",
                "{\"auth\":\"\",\"username\":\"u\",\"password\":\"p\",\"more\":{\"x\":[1]}}|u|p",
            })
    void an_entry_is_read_as_a_kubelet_does(String entry, String username, String password) {
        assertThat(parse("{\"auths\":{\"r.example\":" + entry + "}}"))
                .isEqualTo(new AuthTable.Entries(
                        List.of(new AuthEntry("r.example", username, Secret.ofText(password))), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"auth\":\"aGlkZGVu\"}|the entry r.example has an auth that is not the base64 form of USER:PASSWORD",
                "{\"auth\":\"hidden!\"}|the entry r.example has an auth that is not base64",
                "{\"auth\":\"dQ=\"}|the entry r.example has an auth that is not base64",
                "{\"password\":1}|the entry r.example has a password that is not text",
                "{\"email\":[]}|the entry r.example has a email that is not text",
                "\"hidden\"|the entry r.example is not an object",
            })
    void one_entry_that_cannot_be_read_spoils_all(String entry, String why) {
        assertThat(parse("{\"auths\":{\"good.example\":{\"auth\":\"dTpw\"},\"r.example\":" + entry + "}}"))
                .isEqualTo(new AuthTable.Broken(why));
    }

    @Test
    void what_is_ignored_is_said() {
        assertThat(parse("{\"credsStore\":\"pass\",\"auths\":{\"r\":{\"identitytoken\":\"hidden\"}}}"))
                .isEqualTo(new AuthTable.Entries(
                        List.of(new AuthEntry(
                                "r", "", Secret.ofText(""), List.of("identitytoken is ignored by kubelets"))),
                        List.of("credsStore is ignored: kubelets run no helpers of a docker configuration")));
        assertThat(parse("{\"credHelpers\":{}}"))
                .isEqualTo(AuthTable.none(
                        "credHelpers is ignored: kubelets run no helpers of a docker configuration",
                        "it has no auths, and a kubelet reads nothing else"));
    }

    @Test
    void the_older_form_is_the_servers_alone() {
        byte[] json = "{\"r\":{\"auth\":\"dTpw\"},\"n\":null}".getBytes(StandardCharsets.UTF_8);

        assertThat(AuthTable.parse(json, SecretType.DOCKERCFG))
                .isEqualTo(new AuthTable.Entries(
                        List.of(new AuthEntry("r", "u", Secret.ofText("p")), new AuthEntry("n", "", Secret.ofText(""))),
                        List.of()));
    }

    @Test
    void what_is_not_JSON_is_broken_and_not_quoted() {
        assertThat(parse("{\"auths\": hidden}"))
                .isInstanceOfSatisfying(AuthTable.Broken.class, broken -> assertThat(broken.why())
                        .startsWith("it is not a JSON object; the mistake is at line 1, column ")
                        .doesNotContain("hidden"));
        assertThat(parse("[".repeat(100_000))).isEqualTo(new AuthTable.Broken("it is nested too deep"));
        assertThat(parse("{\"auths\":[]}")).isEqualTo(new AuthTable.Broken("auths is not an object"));
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        ":",
                        ",",
                        "\"auths\"",
                        "\"auth\"",
                        "\"dTpw\"",
                        "\\",
                        "\\u00",
                        "null",
                        "1e",
                        "-",
                        "\n",
                        "é",
                        "\"username\":",
                        "\u0000")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void any_text_is_entries_or_broken(@ForAll("nearlyJson") String text) {
        assertThat(parse(text)).isNotNull();
        assertThat(AuthTable.parse(text.getBytes(StandardCharsets.UTF_8), SecretType.DOCKERCFG))
                .isNotNull();
    }

    @Property
    void any_bytes_are_entries_or_broken(@ForAll byte[] bytes) {
        assertThat(AuthTable.parse(bytes, SecretType.DOCKERCONFIGJSON)).isNotNull();
    }
}
