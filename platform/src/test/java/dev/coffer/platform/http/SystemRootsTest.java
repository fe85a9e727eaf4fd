package dev.coffer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.places.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemRootsTest {
    private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private final Path folder;

    SystemRootsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void are_the_bundle_of_the_machine() throws Exception {
        requireBundle();

        assertThat(new SystemRoots(new Environment(Map.of())).authorities()).hasSizeGreaterThan(50);
    }

    @Test
    void are_the_named_file_and_folders_instead() throws Exception {
        requireBundle();
        String bundle = Files.readString(BUNDLE);
        String end = "-----END CERTIFICATE-----\n";
        int first = bundle.indexOf(end) + end.length();
        int second = bundle.indexOf(end, first) + end.length();
        Path file = Files.writeString(folder.resolve("one.pem"), "# a remark\n" + bundle.substring(0, first));
        Path named = Files.createDirectory(folder.resolve("named"));
        Files.writeString(named.resolve("two.pem"), bundle.substring(first, second));
        Files.writeString(named.resolve("README"), "no certificate");

        Map<String, String> both = Map.of("SSL_CERT_FILE", file.toString(), "SSL_CERT_DIR", "/nowhere:" + named);

        assertThat(new SystemRoots(new Environment(both)).authorities()).hasSize(2);
    }

    @Test
    void that_are_damaged_or_missing_are_named() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
        Path cut = Files.writeString(folder.resolve("cut.pem"), "-----BEGIN CERTIFICATE-----\nMIIB");
        Path wrong = Files.writeString(
                folder.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");

        for (Path file : new Path[] {empty, cut, wrong, folder.resolve("missing.pem"), folder}) {
            SystemRoots roots = new SystemRoots(new Environment(Map.of("SSL_CERT_FILE", file.toString())));
            assertThatThrownBy(roots::authorities)
                    .isInstanceOfSatisfying(HttpFailure.class, failure -> assertThat(failure.kind())
                            .isEqualTo(HttpFailure.Kind.BAD_TLS_FILE))
                    .hasMessageContaining(file.toString());
        }
    }

    private static void requireBundle() {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(BUNDLE).exists();
        }
        Assumptions.assumeTrue(Files.exists(BUNDLE), "Debian's package ca-certificates is not installed");
    }
}
