package dev.coffer.cloud.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.platform.http.Call;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataProbeTest {
    private static final Call CALL =
            Call.get(URI.create("http://169.254.169.254/latest/")).direct();

    @TempDir
    private Path folder;

    @Test
    void a_server_that_answers_anything_is_there() throws Exception {
        try (FakeInternet internet = FakeInternet.start(folder.resolve("ca"), List.of("registry.example"));
                Http http = http()) {
            assertThat(probe(http, Clock.systemUTC()).absence("ec2", CALL)).isEmpty();
            assertThat(internet.requestsFor("169.254.169.254")).hasSize(1);
        }
    }

    @Test
    void a_silent_server_costs_a_second_once_and_is_remembered_for_ten_minutes() throws IOException {
        try (Http http = http()) {
            try (ServerSocket silent = new ServerSocket(80, 50, InetAddress.ofLiteral("169.254.169.254"))) {
                long start = System.nanoTime();
                assertThat(probe(http, Clock.systemUTC()).absence("ec2", CALL))
                        .as("nothing came from %s", silent)
                        .isPresent();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
            assertThat(probe(http, Clock.systemUTC()).absence("ec2", CALL))
                    .hasValueSatisfying(text -> assertThat(text).contains("s ago"));
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11));
            assertThat(probe(http, later).absence("ec2", CALL))
                    .as("asked again, and refused this time")
                    .hasValueSatisfying(text -> assertThat(text).doesNotContain("s ago"));
        }
    }

    @Test
    void a_note_of_another_boot_is_not_believed() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("absent-ec2"),
                "another boot\n" + Clock.systemUTC().instant().getEpochSecond());
        try (Http http = http()) {
            assertThat(probe(http, Clock.systemUTC()).absence("ec2", CALL))
                    .hasValueSatisfying(text -> assertThat(text).doesNotContain("s ago"));
        }
    }

    private MetadataProbe probe(Http http, Clock clock) {
        return new MetadataProbe(http, folder.resolve("cache"), clock);
    }

    private static Http http() {
        return Http.of(new Environment(Map.of()), "test");
    }
}
