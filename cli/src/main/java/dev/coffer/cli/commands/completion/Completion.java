package dev.coffer.cli.commands.completion;

import java.util.List;

/** What may stand where the cursor is. */
public sealed interface Completion {
    /** One of these words. */
    record Words(List<Candidate> candidates) implements Completion {
        public Words {
            candidates = List.copyOf(candidates);
        }
    }

    /** The name of a file or a folder, which the shell knows better. */
    record Files() implements Completion {}
}
