package dev.coffer.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.tools.FileContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile files in all places at once: the audit ends, names no mistake of its own, and shows no secret. */
class AuditFuzzTest {
    private static final int ROUNDS = 12;
    private static final String LOGIN = Home.login("reg.test");
    private static final List<String> SEEDS = List.of(
            "{" + Home.auths(LOGIN, Home.login("reg.test/a"))
                    + ", \"credsStore\": \"x\", \"credHelpers\": {\"a\": \"b\"}}",
            "{\"auths\": {\"docker.io\": {\"identitytoken\": \"" + Home.jwt(Home.NOW) + "\"}, \"h\": null, \"i\": 3}}",
            "{\"currentContext\": \"a\\u001b[31m\", \"cliPluginsExtraDirs\": [\"a\\u0000b\", 3, null, \"/\", \"..\"]}",
            "{\"hosts\": {\"" + Home.CANARY + "@reg.test\": {\"pass\": \"" + Home.CANARY + "\"}}}",
            "{\"type\": \"service_account\", \"private_key\": \"" + Home.CANARY + "\"}",
            "[{\"client_secret\": \"" + Home.CANARY + "\"}]",
            "[default]\naws_secret_access_key = " + Home.CANARY + "\n",
            "credential-helpers = [\"a\", 'b', \"../c\"]\n",
            "<settings><password>" + Home.CANARY + "</password><!-- <password></settings>",
            "store: vault\nroutes:\n  - server: reg.test\n    use: helper:x\n",
            "[".repeat(100_000),
            "{\"auths\":".repeat(5_000),
            "\ufeff{\"auths\": {}}",
            "\0\0\0");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hostile_files_do_not_stop_the_audit(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Home home = new Home(Files.createDirectory(temporary.resolve("round-" + round)));
            List<Path> places = places(home);
            for (Path place : places) {
                fill(place, places, random);
            }
            if (random.nextBoolean()) {
                home.variables.put("DOCKER_AUTH_CONFIG", text(random).replace("\0", ""));
            }
            AuditReport report = home.audit(Duration.ofSeconds(2));

            assertThat(report.findings())
                    .as("seed %s, round %s", seed, round)
                    .noneMatch(finding -> finding.code() == Code.CHECK_INCOMPLETE
                            && finding.reason().contains("mistake of the program"))
                    .noneMatch(finding -> finding.reason().contains("took longer"));
            assertThat(Home.text(report)).doesNotContain(Home.CANARY);
        }
    }

    private static List<Path> places(Home home) throws IOException {
        Machine machine =
                new Machine(home.environment(), home.root, home.system, home.uid, () -> Home.NOW, SetUpKnowledge.NONE);
        assertThat(machine.read(machine.dockerConfig())).isInstanceOf(FileContent.Missing.class);
        List<Path> places = new ArrayList<>(LoginFiles.places(machine).keySet());
        places.addAll(SecretPlaces.of(machine).keySet());
        places.add(home.folder.resolve(".config/containers/registries.conf"));
        places.add(home.folder.resolve(".config/containers/registries.conf.d/1.conf"));
        places.add(home.folder.resolve(".config/coffer/config.yaml"));
        places.add(home.root.resolve("etc/sudoers"));
        return places;
    }

    private static void fill(Path place, List<Path> places, Random random) throws Exception {
        Files.createDirectories(place.getParent());
        switch (random.nextInt(10)) {
            case 0 -> Files.createDirectory(place);
            case 1 -> Files.createSymbolicLink(place, places.get(random.nextInt(places.size())));
            case 2 ->
                assertThat(new ProcessBuilder("mkfifo", place.toString())
                                .start()
                                .waitFor())
                        .isZero();
            case 3 -> {}
            default -> {
                Files.write(place, mutated(text(random).getBytes(StandardCharsets.UTF_8), random));
                Home.mode(place, random.nextBoolean() ? "rw-------" : "rw-rw-rw-");
            }
        }
    }

    private static String text(Random random) {
        return SEEDS.get(random.nextInt(SEEDS.size()));
    }

    private static byte[] mutated(byte[] content, Random random) {
        for (int times = random.nextInt(4); times > 0 && content.length > 0; times--) {
            content[random.nextInt(content.length)] = (byte) random.nextInt(256);
        }
        return content;
    }
}
