package dev.coffer.cloud.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.cloud.TokenMessages;
import dev.coffer.api.cloud.TokenOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build starts every new program with an order that a script writes by hand; this keeps the script in step. */
class FirstTokenTest {
    private static final Path SCRIPT = Path.of("../native/src/main/sh/first-token");

    @TempDir
    private Path folder;

    @Test
    void the_script_writes_an_order_of_this_version() throws Exception {
        Path order = folder.resolve("order");
        Process script = new ProcessBuilder(
                        "sh",
                        SCRIPT.toString(),
                        "sh",
                        "-c",
                        "cat >" + order + "; echo '127.0.0.1:9 accepts no connection'")
                .inheritIO()
                .start();
        assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();

        TokenOrder read = TokenMessages.readOrder(Files.readAllBytes(order));

        assertThat(read.server().host()).isEqualTo("123456789012.dkr.ecr.eu-central-1.amazonaws.com");
        assertThat(read.allowedHosts()).containsExactly("127.0.0.1");
        assertThat(read.limit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.workload()).isEmpty();
    }
}
