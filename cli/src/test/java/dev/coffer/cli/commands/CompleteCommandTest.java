package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteCommandTest {
    @TempDir
    Path home;

    private static List<String> complete(String line) {
        List<String> words = new ArrayList<>(List.of("complete", "--"));
        words.addAll(Arrays.asList(line.split(" ", -1)));
        Typed typed = Typed.coffer(words.toArray(String[]::new));
        assertThat(typed.status()).isZero();
        assertThat(typed.err()).isEmpty();
        return typed.out().lines().map(answer -> answer.split("\t", -1)[0]).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ro, 'rotate,route'",
        "route a, add",
        "route '', 'list,add,remove,explain'",
        "login --pass, '--password,--password-stdin'",
        "completion '', 'bash,zsh,fish'",
        "completion z, zsh",
        "route add ** --use g, gcr",
        "route add --use=g, --use=gcr",
        "migrate --from v, vault",
        "setup --store p, pass",
        "link helm sk, skopeo",
        "unlink --json docker-m, docker-maven-plugin",
    })
    void words_follow_from_the_commands(String line, String possible) {
        assertThat(complete(line.replace("''", ""))).containsExactly(possible.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"import ", "setup --undo --export x", "vault export ", "nomad check ", "route add ** --key-file "
            })
    void files_are_the_shells(String line) {
        assertThat(complete(line)).containsExactly(":files");
    }

    @Test
    void hidden_commands_are_not_offered_and_what_is_no_command_has_nothing_after_it() {
        assertThat(complete("")).contains("setup", "link", "vault").doesNotContain("agent", "complete", "man");
        assertThat(complete("frobnicate ")).isEmpty();
        assertThat(complete("completion bash ")).isEmpty();
    }

    @Test
    void after_two_dashes_there_are_no_options() {
        assertThat(complete("login -- --pass")).isEmpty();
    }

    @Test
    void a_candidate_says_what_it_is() {
        assertThat(Typed.coffer("complete", "--", "stor").out())
                .startsWith("stores\tLists the keystores")
                .endsWith("\n");
    }

    @Test
    void servers_are_those_of_the_vault_and_a_locked_one_says_nothing() throws Exception {
        UserProcess user = new UserProcess(home);
        user.write(
                "config.json",
                "{\"auths\": {\"reg.example:5000\": {\"auth\": \"dTpw\"}, \"other.example\": {\"auth\": \"dTpw\"}}}");
        assertThat(user.coffer("import", home.resolve("config.json").toString()).status())
                .isZero();

        assertThat(user.coffer("complete", "--", "logout", "").out().lines())
                .containsExactlyInAnyOrder("reg.example:5000\tu", "other.example\tu");
        assertThat(user.coffer("complete", "--", "get", "reg.example:5").out()).isEqualTo("reg.example:5000\tu\n");
    }

    @Test
    void no_line_makes_it_fail() {
        Random random = new Random(7);
        String[] words = {"route", "add", "--use", "--", "-", "--use=", "=", "\u0000", "link", "--server", "", "é", "-u"
        };
        for (int i = 0; i < 500; i++) {
            List<String> line = new ArrayList<>(List.of("complete", "--"));
            for (int n = random.nextInt(6); n > 0; n--) {
                line.add(words[random.nextInt(words.length)]);
            }
            assertThat(Typed.coffer(line.toArray(String[]::new)).status())
                    .as("%s", line)
                    .isZero();
        }
    }

    @Test
    void the_scripts_are_printed_and_another_shell_is_wrong_usage() {
        assertThat(Typed.coffer("completion", "bash").out()).endsWith("complete -F _coffer coffer\n");
        assertThat(Typed.coffer("completion", "zsh").out().getBytes(StandardCharsets.UTF_8))
                .startsWith("#compdef coffer\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Typed.coffer("completion", "fish").out()).contains("complete -c coffer -f");
        assertThat(Typed.coffer("completion", "csh").status()).isEqualTo(ExitStatus.WRONG_USAGE);
    }
}
