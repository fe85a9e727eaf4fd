package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenMessages;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program beside ours, by real programs: shell scripts in the place of the real one. */
class InstalledFetchersTest {
    private static final String PROPERTY = "coffer.launcher";
    private static final TokenOrder ORDER = new TokenOrder(
            ServerAddress.parse(Sandbox.ECR),
            Map.of("role", "arn"),
            Set.of("vpce.example"),
            Duration.ofSeconds(5),
            Optional.of(new WorkloadToken(Secret.ofText("a.b.c"), Map.of("annotation", "value"))));

    @TempDir
    Path folder;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(folder.resolve("prefix/bin"));
        Files.createDirectories(folder.resolve("prefix/lib/coffer"));
        Path launcher = Files.createFile(folder.resolve("prefix/bin/coffer"));
        Path link = Files.createSymbolicLink(folder.resolve("docker-credential-coffer"), launcher);
        System.setProperty(PROPERTY, link.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private Path script(String lines) throws IOException {
        Path program = folder.resolve("prefix/lib/coffer/coffer-cloud");
        Files.writeString(program, "#!/bin/sh\n" + lines);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private TokenAnswer fetch(TokenOrder order) {
        Environment environment = new Environment(Map.of("PATH", "/usr/bin:/bin", "WHO", "somebody"));
        return new InstalledFetchers(environment).fetch(Cloud.ECR, order);
    }

    @Test
    void theProgramGetsTheOrderAndOurVariablesAndItsAnswerIsOurs() throws IOException {
        TokenAnswer answer = new TokenAnswer.Fetched(
                "AWS", Secret.ofText("token"), Instant.ofEpochSecond(4_000_000_000L), "somebody", List.of());
        Files.write(folder.resolve("answer"), TokenMessages.write(answer));
        script("cd '" + folder + "'\ncat > order\nenv > variables\necho noise >&2\ncat answer\n");
        assertThat(fetch(ORDER)).isEqualTo(answer);
        assertThat(TokenMessages.readOrder(Files.readAllBytes(folder.resolve("order"))))
                .isEqualTo(ORDER);
        assertThat(folder.resolve("variables"))
                .content()
                .contains("WHO=somebody")
                .doesNotContain("HOME=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo one >&2; printf 'tw\\033o\\n' >&2; exit 3 | DAMAGED | ended with status 3 and without an answer: tw\\x1Bo
            exit 0                                         | DAMAGED | ended with status 0 and without an answer
            echo garbage                                   | DAMAGED | ended with status 0 and without an answer
            kill -9 $$                                     | DAMAGED | ended with status 137 and without an answer
            sleep 20                                       | TIMEOUT | gave no answer within 600 ms
            head -c 2000000 /dev/zero                      | DAMAGED | wrote more than 1048576 bytes
            """)
    void aProgramThatFailsIsExplained(String lines, Kind kind, String why) throws IOException {
        Path program = script(lines + "\n");
        TokenOrder hurried = new TokenOrder(ORDER.server(), Map.of(), Set.of(), Duration.ofMillis(100));
        TokenAnswer answer = fetch(lines.startsWith("sleep") ? hurried : ORDER);
        assertThat(answer).isEqualTo(new TokenAnswer.Failed(kind, program + " " + why, List.of(), ""));
    }

    @Test
    void aProgramThatOthersCouldExchangeIsNotRun() throws IOException {
        Files.setPosixFilePermissions(script("exit 0\n"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(fetch(ORDER)).isInstanceOfSatisfying(TokenAnswer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failed.why()).contains("may be written by others");
        });
    }

    @Test
    void anInstallationWithoutThePartForCloudsSaysSo() {
        assertThat(fetch(ORDER)).isInstanceOfSatisfying(TokenAnswer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failed.why()).isEqualTo("this installation of coffer has no part that fetches tokens of ecr");
            assertThat(failed.whatToDo()).contains("coffer-cloud");
        });
    }
}
