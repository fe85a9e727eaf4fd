package dev.coffer.acceptance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.acceptance.Peers;
import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.ToolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real docker, skopeo, podman and buildah do with random set-ups what their models say.
 *
 * <p>With {@code -Dcoffer.long=true} there are ten times as many, and others each time. {@code -Dcoffer.seed=N} tries
 * the one set-up of a difference; both together start from that seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class DifferentialTest {
    private static final int CASES = 200;
    private static final int LONG_CASES = 2000;
    private static final int REPEATS = 200;

    private Recorder recorder;

    @BeforeAll
    void start() throws Exception {
        Peers.require("docker", "skopeo", "podman", "buildah");
        recorder = Recorder.start();
    }

    @AfterAll
    void stop() throws IOException {
        recorder.close();
    }

    @ParameterizedTest
    @EnumSource
    void aClientDoesWhatItsModelSays(Client client) throws Exception {
        boolean isLong = Boolean.getBoolean("coffer.long");
        boolean isOne = System.getProperty("coffer.seed") != null && !isLong;
        long first = Long.getLong("coffer.seed", isLong ? System.currentTimeMillis() : 1);
        int cases = isOne ? 1 : isLong ? LONG_CASES : CASES;
        ToolVersion version = version(client);
        Campaign campaign = new Campaign(client, client.model(version), recorder, first, cases);

        long start = System.nanoTime();
        List<String> differences = campaign.run();
        System.out.printf(
                "%s (%s %s): %d set-ups from seed %d on, %d differ; %s; %d s%n",
                client,
                client.program(),
                version,
                cases,
                first,
                differences.size(),
                campaign.kinds(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());

        assertThat(differences.size()).as(String.join("\n", differences)).isZero();
        if (!isOne) {
            // Or the set-ups would no longer ask anything of a reader.
            assertThat(campaign.kinds()).containsKeys("login", "nothing");
            assertThat(campaign.kinds().get("login")).isGreaterThan(cases / 5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOCKER_MANIFEST | {'auths': {'basic.example/a': {'auth': 'YTpw'}, 'basic.example/b': {'auth': 'Yjpw'}}}",
                "DOCKER_MANIFEST | {'auths': {'basic.example': {'auth': 'YTpw'}, 'z.example': {'auth': '%%%'}}}",
                "DOCKER_PULL     | {'auths': {'http://basic.example': {'auth': 'YTpw'}, 'https://basic.example': {'auth': 'Yjpw'}}}",
                "SKOPEO_INSPECT  | {'auths': {'http://basic.example': {'auth': 'YTpw'}, 'https://basic.example': {'auth': 'Yjpw'}}}",
                "PODMAN_PULL     | {'auths': {'https://basic.example/v1/': {'auth': 'YTpw'}, 'https://basic.example': {'auth': 'Yjpw'}}}",
                "BUILDAH_PULL    | {'auths': {'https://basic.example/v1/': {'auth': 'YTpw'}, 'https://basic.example': {'auth': 'Yjpw'}}}",
            })
    void whereAModelSaysThatItsClientPicksAtRandomItDoes(Client client, String json) throws Exception {
        try (Stand stand = new Stand(recorder)) {
            String home = stand.home().toString();
            SetUp setUp = new SetUp(
                    stand.home(),
                    ImageReference.parse("basic.example/team/app"),
                    Map.of("HOME", home, "PATH", home + "/bin", "XDG_RUNTIME_DIR", home + "/run"),
                    Map.of(".docker/config.json", new Placed.Text(json.replace('\'', '"'))),
                    List.of(),
                    List.of());
            Trial trial = Trial.of(client, client.model(version(client)), setUp, stand);
            assertThat(trial.isRandom()).as(trial.toString()).isTrue();

            Set<String> seen = new TreeSet<>();
            for (int i = 0; i < REPEATS && seen.size() < trial.expected().size(); i++) {
                Run run = stand.run(client, setUp);
                assertThat(trial.expected()).as(run.output()).contains(run.wire());
                seen.add(run.wire().text());
            }
            assertThat(seen).hasSameSizeAs(trial.expected());
        }
    }

    private static ToolVersion version(Client client) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Peers.find(client.program()).orElseThrow().toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return ToolVersion.in(output).orElseThrow(() -> new AssertionError("no version in " + output));
    }
}
