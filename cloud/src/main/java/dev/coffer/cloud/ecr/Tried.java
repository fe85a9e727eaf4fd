package dev.coffer.cloud.ecr;

import dev.coffer.api.cloud.Attempt;
import java.util.ArrayList;
import java.util.List;

/** What was tried so far. Read by another thread when the time is over. */
final class Tried {
    private final List<Attempt> attempts = new ArrayList<>();

    synchronized void add(String element, String said) {
        attempts.add(new Attempt(element, said));
    }

    synchronized List<Attempt> all() {
        return List.copyOf(attempts);
    }
}
