package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completions in the real shells: in bash and zsh keys are typed at a terminal, fish is asked. */
class ShellCompletionTest {
    /** Types a line and a tab at a shell, runs what has become of it, and gives all that the terminal showed. */
    private static final String TYPIST = """
            zmodload zsh/zpty
            zpty shell "$1"
            zpty -w shell "$2"
            zpty -w -n shell "$3"$'\\t'
            zpty -w -n shell $'\\n'
            zpty -w shell 'echo en""ded'
            zpty -r shell shown '*ended*'
            print -r -- "$shown"
            zpty -d shell
            """;

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @BeforeEach
    void logins() {
        user.store("reg.example:5000", "ada", "secret");
        user.store("other.example", "bob", "secret");
    }

    private String typed(String shell, String line) {
        Path typist = user.write("typist", TYPIST);
        String program = shell.equals("bash") ? "bash --norc --noprofile -i" : "zsh -f -i";
        // At its end, which nobody waits for, bash would write its history.
        String start = shell.equals("bash")
                ? "unset HISTFILE; source <(coffer completion bash)"
                : "autoload -Uz compinit; compinit -u -D; source <(coffer completion zsh)";
        return user.run(List.of("zsh", "-f", typist.toString(), program, start, line))
                .succeeded()
                .out();
    }

    @ParameterizedTest
    @CsvSource({
        "bash, coffer vers, 'coffer 0.'",
        "bash, coffer get reg, 'reg.example:5000'",
        "bash, coffer get reg.example:50, 'ada'",
        "bash, coffer completion --hel, 'setup installs it'",
        "zsh, coffer vers, 'coffer 0.'",
        "zsh, coffer get reg, 'ada'",
        "zsh, coffer get reg.example:50, 'ada'",
        "zsh, coffer completion --hel, 'setup installs it'",
    })
    void aTabCompletesTheLine(String shell, String line, String shown) {
        Peers.require("bash", "zsh");
        assertThat(typed(shell, line)).contains(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "coffer ro, 'rotate,route'",
        "coffer route a, add",
        "coffer logout o, other.example",
        "coffer get reg.example:5, reg.example:5000",
        "coffer link helm sk, skopeo",
    })
    void fishKnowsWhatMayFollow(String line, String possible) {
        Peers.require("fish");
        Result asked = user.run(List.of("fish", "-c", "coffer completion fish | source; complete -C '" + line + "'"))
                .succeeded();
        assertThat(asked.out().lines().map(answer -> answer.split("\t", -1)[0]))
                .containsExactly(possible.split(",", -1));
        assertThat(asked.out()).contains("\t");
    }

    @Test
    void fishCompletesFilesWhereAFileBelongs() {
        Peers.require("fish");
        user.write("exported.json", "{}");
        assertThat(user.run(List.of("fish", "-c", "coffer completion fish | source; complete -C 'coffer import exp'"))
                        .succeeded()
                        .out())
                .startsWith("exported.json");
    }

    @Test
    void aLockedVaultAsksNobody() {
        user.write("passphrase", "correct horse battery staple\n");
        user.with("COFFER_PASSPHRASE_FILE", user.path("passphrase").toString());
        user.coffer("vault", "protect", "--passphrase").succeeded();
        user.without("COFFER_PASSPHRASE_FILE").coffer("lock").succeeded();
        user.write(".config/coffer/config.yaml", "prompt: tty\n");

        Result answer = user.coffer("complete", "--", "get", "").succeeded();

        assertThat(answer.all()).doesNotContain("reg.example", "assphrase");
        assertThat(answer.err()).isEmpty();
    }
}
