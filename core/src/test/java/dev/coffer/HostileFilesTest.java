package dev.coffer;

import static dev.coffer.Home.auths;
import static dev.coffer.Home.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that were made to hurt: the answer is a failure that names the file, in good time, and nothing is thrown. */
@Timeout(30)
class HostileFilesTest {
    private static final String IMAGE = "ghcr.io/acme/app";
    private static final List<String> PLACES =
            List.of(".docker/config.json", "run/containers/auth.json", ".config/containers/auth.json", ".dockercfg");

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(folder);
    }

    @Test
    void a_long_file_is_refused_unread() throws IOException {
        for (String place : PLACES) {
            home.write(place, " ".repeat((16 << 20) + 1));
            assertFails(place);
        }
    }

    @Test
    void ten_mebibytes_of_entries_are_read() throws IOException {
        StringBuilder many = new StringBuilder("{\"auths\":{");
        for (int i = 0; i < 100_000; i++) {
            many.append(Home.entry("host" + i + ".test", "user-of-a-usual-name-" + i))
                    .append(',');
        }
        home.docker(many + Home.entry("ghcr.io", "ada") + "}}");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("user ada");
    }

    @Test
    void deep_nesting_wrong_types_and_nul_fail() throws IOException {
        for (String content : List.of(
                "{\"auths\":" + "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"auths\":[]}",
                "{\"auths\":1}",
                "[]",
                "\"x\"",
                "\0",
                "{\"auths\":{}}\0",
                "{\"auths\":{\"ghcr.io\":[1]}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":1}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"***\"}}}")) {
            for (String place : PLACES) {
                home.write(place, content);
                assertFails(place);
            }
        }
    }

    @Test
    void of_duplicate_keys_the_last_counts() throws IOException {
        home.docker("{\"auths\":{" + Home.entry("ghcr.io", "first") + "," + Home.entry("ghcr.io", "last") + "}}");
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("user last");
    }

    @Test
    void folders_pipes_and_circles_of_links_fail_in_good_time() throws Exception {
        for (String place : PLACES) {
            Path file = home.path(place);
            Files.createDirectories(file);
            assertFails(place);

            Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
            assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(mkfifo.exitValue()).isZero();
            assertFails(place);

            Files.createSymbolicLink(file, file);
            assertFails(place);
        }
    }

    @Test
    void no_text_is_an_answer_or_an_exception_of_its_own() throws IOException {
        Random random = new Random(7);
        String seed = auths("ghcr.io", "ada", "quay.io/acme", "bob");
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder(seed);
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x250));
            }
            home.with("DOCKER_AUTH_CONFIG", text.toString());
            assertThat(told(home.credentials().forImage(IMAGE))).matches("user .*|anonymous|failed (DAMAGED|REFUSED)");
        }
    }

    @Test
    void a_key_that_is_no_server_is_passed_over() throws IOException {
        home.docker(auths("", "a", "ftp://ghcr.io", "b", "user@ghcr.io", "c", "ghcr.io/../x", "d", "gh cr", "e"));
        assertThat(told(home.credentials().forImage(IMAGE))).isEqualTo("anonymous");
    }

    private void assertFails(String place) throws IOException {
        Answer answer = home.credentials().forImage(IMAGE);
        assertThat(told(answer)).startsWith("failed ");
        Answer.Failed failed = (Answer.Failed) answer;
        assertThat(failed.why().text()).contains(home.path(place).toString());
        assertThat(failed.why().text().getBytes(StandardCharsets.UTF_8).length).isLessThan(2000);
        Files.delete(home.path(place));
    }
}
