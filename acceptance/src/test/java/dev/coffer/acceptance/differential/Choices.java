package dev.coffer.acceptance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * The choices that a random set-up is made by, and their record. Zero is always the plainest choice, so that a record
 * with some numbers turned to zero makes a simpler set-up.
 */
final class Choices {
    /** Apart from each other, or the first numbers of neighbouring seeds would be alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<Integer> forced;
    private final IntUnaryOperator others;
    private final List<Integer> made = new ArrayList<>();

    private Choices(List<Integer> forced, IntUnaryOperator others) {
        this.forced = forced;
        this.others = others;
    }

    /** The same choices for the same seed, on every machine. */
    static Choices ofSeed(long seed) {
        return new Choices(List.of(), new Random(seed * SPREAD)::nextInt);
    }

    /** The choices of the record, and zero after its end. */
    static Choices of(List<Integer> record) {
        return new Choices(record, bound -> 0);
    }

    /** What has been chosen so far. */
    List<Integer> made() {
        return List.copyOf(made);
    }

    /** From zero on, less than the bound. */
    int below(int bound) {
        int choice = made.size() < forced.size() ? forced.get(made.size()) % bound : others.applyAsInt(bound);
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
