package dev.coffer.core.logins;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.core.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long answers are remembered that cost a process or a decryption.
 *
 * @param found for a credential, and never beyond its own end
 * @param absent for the answer that there is none; a failure is not remembered at all
 * @param limit how long anybody waits for an answer
 */
public record Memory(Duration found, Duration absent, Duration limit, InstantSource clock) {
    /** A credential about to end would end on its way to the registry. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** When the answer, given now, is to be asked for again. */
    Instant end(Explanation answer) {
        Instant now = clock.instant();
        return switch (answer.answer()) {
            case Lookup.Found found -> end(now, found.credential());
            case Lookup.Absent _ -> now.plus(absent);
            case Lookup.Unavailable _ -> now;
        };
    }

    private Instant end(Instant now, Credential credential) {
        Instant usual = now.plus(found);
        if (credential.expires().isEmpty()) {
            return usual;
        }
        Instant own = credential.expires().get().minus(MARGIN);
        return own.isBefore(usual) ? own : usual;
    }
}
