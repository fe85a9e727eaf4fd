package dev.coffer.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.ToolCredential;
import dev.coffer.platform.places.Environment;
import dev.coffer.registry.PullVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullTrialsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final String REFUSAL =
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final AtomicInteger requests = new AtomicInteger();
    private ServerSocket registry;

    /** A registry that knows nobody, and no TLS either. */
    @BeforeEach
    void startRegistry() throws Exception {
        registry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::refuseAll);
    }

    @AfterEach
    void stopRegistry() throws Exception {
        registry.close();
    }

    private void refuseAll() {
        while (!registry.isClosed()) {
            try (Socket connection = registry.accept()) {
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = request.readLine();
                if (line != null && line.endsWith("HTTP/1.1")) {
                    requests.incrementAndGet();
                    while (line != null && !line.isEmpty()) {
                        line = request.readLine();
                    }
                    connection.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                // The client has hung up, or the test is over.
            }
        }
    }

    @Test
    void a_token_past_its_end_is_expired_and_another_one_is_wrong() throws Exception {
        try (PullTrials trials = trials()) {
            PullVerdict expired = trials.of(Optional.of(alice(jwt(NOW.minusSeconds(60)))));

            assertThat(expired.kind()).isEqualTo(PullVerdict.Kind.EXPIRED);
            assertThat(expired.message()).endsWith("; it expired at 2026-11-22T11:59:00Z");
            assertThat(trials.of(Optional.of(alice(jwt(NOW.plusSeconds(60))))).kind())
                    .isEqualTo(PullVerdict.Kind.WRONG_CREDENTIAL);
            assertThat(trials.of(Optional.of(alice("password"))).kind()).isEqualTo(PullVerdict.Kind.WRONG_CREDENTIAL);
        }
    }

    @Test
    void each_different_credential_is_tried_once() throws Exception {
        try (PullTrials trials = trials()) {
            trials.of(Optional.of(alice("one")));
            int before = requests.get();

            trials.of(Optional.of(alice("one")));
            trials.of(ToolCredential.of("alice", Secret.ofText("one")));
            assertThat(requests).hasValue(before);

            trials.of(ToolCredential.of("alice", Secret.ofText("two")));
            assertThat(requests).hasValueGreaterThan(before);
        }
    }

    @Test
    void a_registrys_own_token_is_not_tried() throws Exception {
        try (PullTrials trials = trials()) {
            ToolCredential token = new ToolCredential(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Secret.ofText("t")));

            assertThat(trials.of(token)).isEmpty();
            assertThat(requests).hasValue(0);
        }
    }

    private PullTrials trials() {
        return new PullTrials(
                ImageReference.parse("127.0.0.1:" + registry.getLocalPort() + "/team/app"),
                new Environment(Map.of("HOME", "/nonexistent")),
                InstantSource.fixed(NOW));
    }

    private static Credential alice(String password) {
        return new Credential("alice", Secret.ofText(password));
    }

    private static String jwt(Instant end) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String payload = "{\"exp\":" + end.getEpochSecond() + "}";
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }
}
