package dev.coffer.core.logins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Secret;
import dev.coffer.core.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Explanation NOTHING = new Explanation(new Lookup.Absent("nothing"), List.of());

    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final AtomicInteger calls = new AtomicInteger();
    private final Answers answers =
            new Answers(new Memory(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(1), () -> now));

    @Test
    void thousands_of_questions_do_not_fill_the_memory() {
        for (int i = 0; i < 3000; i++) {
            answers.get("host" + i, () -> NOTHING);
            assertThat(answers.size()).isLessThanOrEqualTo(1001);
        }
    }

    @Test
    void a_credential_is_not_remembered_beyond_its_end() {
        Explanation found = endingAt(now.plusSeconds(40));
        assertCallsAfter(Duration.ZERO, found, 1);
        assertCallsAfter(Duration.ofSeconds(29), found, 1);
        // Ten seconds before it ends another one is asked for.
        assertCallsAfter(Duration.ofSeconds(1), found, 2);
    }

    @Test
    void a_far_end_does_not_prolong_the_memory() {
        Explanation found = endingAt(now.plus(Duration.ofDays(300)));
        assertCallsAfter(Duration.ZERO, found, 1);
        assertCallsAfter(Duration.ofSeconds(60), found, 2);
    }

    @Test
    void a_mistake_is_thrown_and_not_remembered() {
        assertThatThrownBy(() -> answers.get("host", () -> {
                    throw new IllegalArgumentException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(answers.get("host", () -> NOTHING)).isEqualTo(NOTHING);
    }

    @Test
    void nobody_waits_for_ever() {
        Explanation answer = answers.get("host", () -> {
            pause(Duration.ofSeconds(30));
            return NOTHING;
        });
        assertThat(answer.answer()).isInstanceOf(Lookup.Unavailable.class);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertCallsAfter(Duration time, Explanation answer, int expected) {
        now = now.plus(time);
        answers.get("host", () -> {
            calls.incrementAndGet();
            return answer;
        });
        assertThat(calls).hasValue(expected);
    }

    private static Explanation endingAt(Instant end) {
        Credential credential = new Credential("ada", Secret.ofText("secret"), Optional.of(end), Optional.empty());
        return new Explanation(new Lookup.Found(credential, new Origin("helper:x", "ghcr.io")), List.of());
    }
}
