package dev.coffer.platform.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.ChildJvm;
import dev.coffer.platform.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TerminalTest {
    private final Path answer;

    TerminalTest(@TempDir Path folder) {
        answer = folder.resolve("answer");
    }

    @Test
    void aHiddenAnswerIsNotShownAndTheEchoComesBack() throws Exception {
        try (PseudoTerminal person = new PseudoTerminal(asking("hidden"))) {
            person.expect("Password: ");
            person.type("s3cr\u00e9t of mine\r");
            String screen = person.screen();
            assertThat(screen)
                    .doesNotContain("s3cr")
                    .contains("Password: \r\nstatus 0")
                    .containsPattern("[^-]echo\\b");
        }
        assertThat(answer).hasContent("answer s3cr\u00e9t of mine\n");
    }

    @Test
    void anOpenAnswerIsShownAndTheQuestionIsEscaped() throws Exception {
        try (PseudoTerminal person = new PseudoTerminal(asking("line"))) {
            person.expect("Name\\x1B[2J: ");
            person.type("alise\u007f\u007fce\r");
            assertThat(person.screen()).contains("alis").doesNotContain("\u001b[2J");
        }
        assertThat(answer).hasContent("answer alice\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "hidden"})
    void controlDEndsTheQuestionWithoutAnAnswer(String kind) throws Exception {
        try (PseudoTerminal person = new PseudoTerminal(asking(kind))) {
            person.expect(": ");
            person.type("half\u0004\u0004");
            assertThat(person.screen()).contains("status 0").containsPattern("[^-]echo\\b");
        }
        assertThat(answer).hasContent("ended\n");
    }

    @Test
    void controlCEndsTheProcessAndTheEchoComesBack() throws Exception {
        try (PseudoTerminal person = new PseudoTerminal(asking("hidden"))) {
            person.expect("Password: ");
            person.type("half\u0003");
            String screen = person.screen();
            assertThat(screen).contains("status 130").doesNotContain("half").containsPattern("[^-]echo\\b");
        }
        assertThat(answer).isEmptyFile();
    }

    @Test
    void controlZIsOffWhileAnAnswerIsHiddenAndOnAgainAfterwards() throws Exception {
        try (PseudoTerminal person = new PseudoTerminal(asking("hidden"))) {
            person.expect("Password: ");
            person.type("a\u001ab\r");
            assertThat(person.screen()).contains("susp = ^Z");
        }
        assertThat(answer).hasContent("answer a\u001ab\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {4094, 4095, 6000})
    void aLineThatATerminalCutsOffIsAnError(int length) throws Exception {
        try (PseudoTerminal person = new PseudoTerminal(asking("hidden"))) {
            person.expect("Password: ");
            person.type("p".repeat(length));
            person.type("\r");
            assertThat(person.screen()).contains("status 0");
        }
        if (length <= Terminal.LONGEST_LINE) {
            assertThat(answer).hasContent("answer " + "p".repeat(length) + "\n");
        } else {
            assertThat(Files.readString(answer)).startsWith("failed the line is longer than 4094 bytes");
        }
    }

    @Test
    void withoutATerminalThereIsNobodyToAsk() throws Exception {
        ChildJvm.Result result =
                ChildJvm.run(List.of(Needs.program("setsid"), "--wait"), ChildJvm.command(PromptTool.class, "line"));
        assertThat(result).isEqualTo(new ChildJvm.Result(0, "no terminal\n"));
    }

    /** The tool with all three standard streams elsewhere; then its exit status and the terminal's settings. */
    private String asking(String kind) {
        String tool = "'" + String.join("' '", ChildJvm.command(PromptTool.class, kind)) + "'";
        return "trap : INT; " + tool + " </dev/null >'" + answer + "' 2>&1; echo status $?; stty -a";
    }
}
