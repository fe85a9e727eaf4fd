package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTest {
    @ParameterizedTest
    @CsvSource({
        "-PT1S, expired",
        "PT0S, expired",
        "PT59S, in less than 1 min",
        "PT60S, in 1 min",
        "PT59M59S, in 59 min",
        "PT2H59M, in 2 h",
        "PT47H59M, in 47 h",
        "PT48H, in 2 days",
        "P365D, in 365 days"
    })
    void what_is_left_is_said_in_the_largest_unit(Duration left, String text) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(TimeLeft.until(now.plus(left), now)).isEqualTo(text);
    }
}
