package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Secret;
import dev.coffer.api.WorkloadToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered for a workload is nobody else's. */
class WorkloadTokensTest {
    private static final Map<String, String> ROLE = Map.of("eks.amazonaws.com/role-arn", "arn:aws:iam::1:role/a");
    private static final String BUILDER = "system:serviceaccount:team-a:builder";
    private static final Instant END = Sandbox.START.plus(Duration.ofHours(1));

    @TempDir
    Path home;

    private Sandbox node;

    @BeforeEach
    void makeNode() {
        node = new Sandbox(home);
    }

    @Test
    void theSameTokenIsAnsweredFromMemory() throws IOException {
        Lookup first = node.askAs(pod("one", ROLE));
        Lookup second = node.askAs(pod("one", ROLE));
        assertThat(Sandbox.token(second)).isEqualTo(Sandbox.token(first));
        assertThat(node.cloud.calls()).isEqualTo(1);
    }

    @Test
    void twoServiceAccountsAndTheNodeNeverShareAnAnswer() throws IOException {
        String own = node.token();
        String one = Sandbox.token(node.askAs(pod("one", ROLE)));
        String two = Sandbox.token(node.askAs(pod("two", ROLE)));
        assertThat(own).isEqualTo("somebody-1");
        assertThat(one).startsWith("pod ").endsWith(".one-2");
        assertThat(two).startsWith("pod ").endsWith(".two-3");
        assertThat(node.token()).isEqualTo(own);
        assertThat(Sandbox.token(node.askAs(pod("two", ROLE)))).isEqualTo(two);
        assertThat(Sandbox.token(node.askAs(pod("one", ROLE)))).isEqualTo(one);
        assertThat(node.cloud.calls()).isEqualTo(3);
    }

    @Test
    void aForgedTokenWithTheClaimsOfAnotherIsAnotherToken() throws IOException {
        Lookup genuine = node.askAs(pod("genuine signature", ROLE));
        Lookup forged = node.askAs(pod("forged signature", ROLE));
        assertThat(Sandbox.token(forged)).isNotEqualTo(Sandbox.token(genuine));
        assertThat(node.cloud.calls()).as("it is the cloud's to judge").isEqualTo(2);
    }

    @Test
    void otherAnnotationsAreAnotherIdentity() throws IOException {
        node.askAs(pod("one", ROLE));
        node.askAs(pod("one", Map.of()));
        node.askAs(pod("one", Map.of("eks.amazonaws.com/role-arn", "arn:aws:iam::1:role/b")));
        assertThat(node.cloud.calls()).isEqualTo(3);
    }

    @Test
    void anEndedTokenOpensNothingThatIsStillRemembered() throws IOException {
        node.askAs(pod("one", ROLE));
        node.pass(Duration.ofHours(1));
        assertThat(node.askAs(pod("one", ROLE))).isInstanceOfSatisfying(Lookup.Unavailable.class, ended -> {
            assertThat(ended.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(ended.why().text()).contains(END.toString()).doesNotContain("one");
        });
        assertThat(node.cloud.calls()).isEqualTo(1);
    }

    @Test
    void aFailureOfOneIsNotAnsweredToAnother() throws IOException {
        node.cloud.down(true);
        node.askAs(pod("one", ROLE));
        node.cloud.down(false);
        assertThat(node.askAs(pod("two", ROLE))).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void nothingOnDiskShowsTheToken() throws IOException {
        WorkloadToken pod = pod("canary", ROLE);
        node.askAs(pod);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(pod.token().text(), "role/a");
            }
        }
    }

    /** A token of the builder; only the last part, the signature, tells one from another. */
    private static WorkloadToken pod(String signature, Map<String, String> annotations) {
        String claims = "{\"sub\":\"" + BUILDER + "\",\"exp\":" + END.getEpochSecond() + "}";
        return new WorkloadToken(
                Secret.ofText(base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + "." + signature), annotations);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
