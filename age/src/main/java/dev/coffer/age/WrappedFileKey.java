package dev.coffer.age;

import java.util.List;
import java.util.Set;

/**
 * What a {@link Recipient} makes of a file key.
 *
 * @param stanzas most kinds give one
 * @param labels recipients may share a file only if their sets of labels are equal. A recipient that must be alone gives
 *     a random label, post-quantum ones give {@code postquantum}, most give none
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age-plugin.md#wrap-with-labels">age-plugin.md, labels</a>
 */
public record WrappedFileKey(List<Stanza> stanzas, Set<String> labels) {
    /** The label of recipients that are safe from quantum computers. */
    static final String POST_QUANTUM = "postquantum";

    public WrappedFileKey {
        stanzas = List.copyOf(stanzas);
        labels = Set.copyOf(labels);
    }

    /** A single stanza without labels: the recipient shares a file with all others of its kind. */
    public static WrappedFileKey of(Stanza stanza) {
        return new WrappedFileKey(List.of(stanza), Set.of());
    }

    /** A single stanza that shares a file with post-quantum ones only. */
    static WrappedFileKey postQuantum(Stanza stanza) {
        return new WrappedFileKey(List.of(stanza), Set.of(POST_QUANTUM));
    }
}
