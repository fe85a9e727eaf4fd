package dev.coffer.docker.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * Stands for the dice in a tool: wherever Go's map order or the like decides, the rules ask here, and the look-up is run
 * again for every other way the dice may fall.
 */
final class Chance {
    /** The most ways that are followed; a file with more equal entries than this tells nothing new. */
    static final int MAX_WAYS = 64;

    private final List<Integer> picks = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int next;

    /** One of the options; without a second one there is nothing to choose. */
    <T> T pick(List<T> options) {
        if (options.size() == 1) {
            return options.getFirst();
        }
        if (next == picks.size()) {
            picks.add(0);
            sizes.add(options.size());
        }
        return options.get(picks.get(next++));
    }

    /** Turns to the next way; false when all were gone. */
    boolean turn() {
        next = 0;
        while (!picks.isEmpty()) {
            int last = picks.size() - 1;
            int pick = picks.get(last) + 1;
            if (pick < sizes.get(last)) {
                picks.set(last, pick);
                return true;
            }
            picks.remove(last);
            sizes.remove(last);
        }
        return false;
    }
}
