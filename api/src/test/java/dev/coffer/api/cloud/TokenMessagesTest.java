package dev.coffer.api.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenMessagesTest {
    private static final ServerAddress SERVER = ServerAddress.parse("gcr.io");
    private static final TokenOrder OWN =
            new TokenOrder(SERVER, Map.of("impersonate", "a@b"), Set.of("sts.example:444"), Duration.ofSeconds(7));
    private static final TokenOrder OF_A_POD = new TokenOrder(
            SERVER,
            Map.of(),
            Set.of(),
            Duration.ofMillis(1),
            Optional.of(new WorkloadToken(Secret.ofText("canary.b.c"), Map.of("one", "1", "two", "zwei \u00fc"))));

    @Test
    void an_order_comes_through() throws IOException {
        assertThat(TokenMessages.readOrder(TokenMessages.write(OWN))).isEqualTo(OWN);
        assertThat(TokenMessages.readOrder(TokenMessages.write(OF_A_POD))).isEqualTo(OF_A_POD);
    }

    @Test
    void an_order_does_not_show_the_workloads_token() {
        assertThat(OF_A_POD.toString()).doesNotContain("canary");
    }

    @Test
    void a_damaged_order_is_refused_or_another_order() {
        byte[] whole = TokenMessages.write(OF_A_POD);
        for (int length = 0; length < whole.length; length++) {
            byte[] begin = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TokenMessages.readOrder(begin)).isInstanceOf(IOException.class);
        }
        Random random = new Random(20260601);
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                TokenMessages.readOrder(damaged);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).doesNotContain("canary");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
