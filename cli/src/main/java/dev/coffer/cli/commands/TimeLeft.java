package dev.coffer.cli.commands;

import java.time.Duration;
import java.time.Instant;

/** How long something still lasts, in the largest unit of which there is one or more: {@code in 2 h}. */
final class TimeLeft {
    private TimeLeft() {}

    static String until(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        if (!end.isAfter(now)) {
            return "expired";
        }
        if (left.toMinutes() < 1) {
            return "in less than 1 min";
        }
        if (left.toHours() < 1) {
            return "in " + left.toMinutes() + " min";
        }
        if (left.toDays() < 2) {
            return "in " + left.toHours() + " h";
        }
        return "in " + left.toDays() + " days";
    }
}
