package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineToolTest {
    @ParameterizedTest
    @CsvSource({
        "'frobnicate', 'coffer: there is no command frobnicate'",
        "'login --pasword hunter2 registry.test', 'coffer: there is no option --pasword'",
        "'login --pasword=hunter2 registry.test', 'coffer: there is no option --pasword'",
        "'login -u alice registry.test hunter2', 'coffer: an argument too many'",
        "'login -u alice -p hunter2 registry.test', 'coffer: a password on the command line'",
        "'login https://alice:hunter2@registry.test', 'coffer: Invalid value for'",
    })
    void wrongUsageIsNamedWithoutWhatMayBeAPassword(String words, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = CommandLineTool.run(
                words.split(" ", -1),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(line).doesNotContain("hunter2");
    }
}
