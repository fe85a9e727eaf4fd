package dev.coffer.core;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import java.util.List;

/**
 * An answer and the way to it.
 *
 * @param steps which rules and stores were asked and what each said, in order
 */
public record Explanation(Lookup answer, List<Reason> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }
}
