package dev.coffer;

import static dev.coffer.Home.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.tools.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A marked secret goes through every path and is looked for in all that could be printed. */
class NoSecretLeaksTest {
    private static final String CANARY = "c4n4ry-0f-the-mine";
    private static final Logger LOG = Logger.getLogger("dev.coffer");

    @TempDir
    Path folder;

    private final List<String> logged = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.ALL);
        LOG.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(listener);
        LOG.setLevel(null);
    }

    @Test
    void a_secret_is_in_no_text() throws Exception {
        List<String> said = new ArrayList<>();
        for (String script : List.of(
                "echo '{\"Username\":\"ada\",\"Secret\":\"%s\"}'",
                "echo '{\"Username\":\"ada\",\"Secret\":\"%s\"}'; exit 1",
                "echo '{\"Username\":\"ada\",\"Secret\":\"%s\"'",
                "echo '{\"Username\":\"ada\",\"Secret\":[\"%s\"]}'",
                "echo '{\"Username\":\"ada\",\"Secret\":\"%s\"}'; sleep 9")) {
            Home home = new Home(folder).docker("{\"credsStore\":\"all\"}");
            home.helper("all", script.formatted(CANARY));
            ask(home.builder().limit(Duration.ofSeconds(2)).build(), said);
        }
        String pair = Base64.getEncoder().encodeToString(("ada:" + CANARY).getBytes(StandardCharsets.UTF_8));
        String plain = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
        for (String config : List.of(
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + pair + "\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + pair + "\"}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + plain + "\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"" + pair + "*\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":[\"" + pair + "\"]}}}",
                "{\"auths\":{\"ghcr.io\":\"" + CANARY + "\"}}",
                "{\"auths\":{\"ghcr.io\":{\"identitytoken\":\"" + CANARY + "\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"registrytoken\":\"" + CANARY + "\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"username\":\"ada\",\"password\":\"" + CANARY + "\"}}}",
                "{\"auths\":{\"ada:" + CANARY + "@ghcr.io\":{\"auth\":\"" + pair + "\"}," + entry("x", "y") + "}}",
                CANARY)) {
            ask(new Home(folder).docker(config).credentials(), said);
            ask(new Home(folder).with("DOCKER_AUTH_CONFIG", config).credentials(), said);
        }
        assertThat(said).hasSizeGreaterThan(60);
        assertThat(logged).anyMatch(line -> line.matches("docker-credential-all get: status 0 after \\d+ ms"));
        said.addAll(logged);
        for (String form :
                List.of(CANARY, pair, plain, HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(said).noneMatch(text -> text.contains(form));
        }
    }

    private static void ask(RegistryCredentials credentials, List<String> said) throws IOException {
        Answer answer = credentials.forImage("ghcr.io/acme/app");
        said.add(answer.toString());
        said.add(answer.explanation().toString());
        said.add(credentials.toString());
        said.add(credentials.as(Tool.DOCKER).forImage("ghcr.io/acme/app").toString());
        if (answer instanceof Answer.Failed failed) {
            said.add(failed.asException().toString());
        }
    }
}
