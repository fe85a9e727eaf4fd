package dev.coffer.acceptance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The choices that a random set-up is made by, and their record. Zero is always the plainest choice, so that a record
 * with some numbers turned to zero makes a simpler set-up.
 */
final class Choices {
    private final Random random;
    private final List<Integer> forced;
    private final List<Integer> made = new ArrayList<>();

    private Choices(Random random, List<Integer> forced) {
        this.random = random;
        this.forced = forced;
    }

    /** The same choices for the same seed, on every machine. */
    static Choices ofSeed(long seed) {
        return new Choices(new Random(seed * 0x9E3779B97F4A7C15L), List.of());
    }

    /** The choices of the record, and zero after its end. */
    static Choices of(List<Integer> record) {
        return new Choices(
                new Random(0) {
                    @Override
                    public int nextInt(int bound) {
                        return 0;
                    }
                },
                record);
    }

    /** What has been chosen so far. */
    List<Integer> made() {
        return List.copyOf(made);
    }

    /** From zero on, less than the bound. */
    int below(int bound) {
        int choice = made.size() < forced.size() ? forced.get(made.size()) % bound : random.nextInt(bound);
        made.add(choice);
        return choice;
    }

    /** True once in so many times. */
    boolean onceIn(int times) {
        return below(times) == times - 1;
    }

    /** One of them, each as often as the others. */
    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[below(values.length)];
    }

    /** The first in half of the cases, else one of the others. */
    @SafeVarargs
    final <T> T mostly(T first, T... others) {
        return below(2) == 0 ? first : others[below(others.length)];
    }
}
