package dev.coffer.bench.fleet;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Simulated time for many threads: the one that sleeps shortest goes on next, alone, and time jumps there. With the same
 * threads in the same order it always does the same.
 */
final class VirtualClock {
    private final PriorityQueue<Sleeper> sleepers =
            new PriorityQueue<>(Comparator.comparingLong(Sleeper::until).thenComparingLong(Sleeper::number));
    private final Semaphore turnOfClock = new Semaphore(0);
    private long now;
    private long number;

    private record Sleeper(long until, long number, Semaphore turn) {}

    /** What a thread sees of the clock. */
    final class Sleep {
        private final Semaphore turn = new Semaphore(0);

        /** Lets the others go on and returns after so many simulated milliseconds. */
        void millis(long millis) {
            sleepers.add(new Sleeper(now + millis, number++, turn));
            turnOfClock.release();
            turn.acquireUninterruptibly();
        }
    }

    /** Milliseconds since the beginning. */
    long now() {
        return now;
    }

    /** Adds a virtual thread that begins at the time. */
    void add(long start, Consumer<Sleep> work) {
        Sleep sleep = new Sleep();
        sleepers.add(new Sleeper(start, number++, sleep.turn));
        Thread.ofVirtual().start(() -> {
            sleep.turn.acquireUninterruptibly();
            try {
                work.accept(sleep);
            } finally {
                turnOfClock.release();
            }
        });
    }

    /** Runs until every thread has ended. */
    void run() {
        while (!sleepers.isEmpty()) {
            Sleeper next = sleepers.remove();
            now = next.until();
            next.turn().release();
            turnOfClock.acquireUninterruptibly();
        }
    }
}
