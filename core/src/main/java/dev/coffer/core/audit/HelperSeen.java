package dev.coffer.core.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A helper that is configured somewhere and was found.
 *
 * @param name what follows {@code docker-credential-}
 * @param places where it is configured, for people to read
 * @param program the file that is run, links resolved
 * @param time how long its {@code list} took; empty when that failed
 */
public record HelperSeen(String name, List<String> places, Path program, Optional<Duration> time) {
    public HelperSeen {
        places = List.copyOf(places);
    }
}
