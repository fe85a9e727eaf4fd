package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"setup --plain-text", "setup --export file --dry-run"})
    void what_becomes_of_logins_is_asked_for_with_undo_only(String line) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);

        int status = CommandLineTool.run(line.split(" ", -1), err, err);

        assertThat(status).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("belong to --undo");
    }
}
