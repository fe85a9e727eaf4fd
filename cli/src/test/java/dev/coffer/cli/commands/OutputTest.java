package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void a_look_up_that_failed_shows_everything_that_was_tried_before_the_remedy() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Output output = new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

        int status = output.fail(new Lookup.Unavailable(
                Kind.REFUSED,
                new Reason("no token"),
                List.of(new Reason("environment: not set"), new Reason("profile work: \u001b[1mexpired")),
                "aws sso login --profile work"));

        assertThat(status).isEqualTo(ExitStatus.FAILED);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("""
                coffer: no token
                  environment: not set
                  profile work: \\x1B[1mexpired
                  aws sso login --profile work
                """);
    }
}
