package dev.coffer.age;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a stream that are being worked on, in their order: at most two for each core, each with 128 KiB.
 *
 * <p>The thread that reads or writes the stream fills the slots and takes them back. In between, the threads of the
 * common pool work on them, and so does the thread itself when it comes to a chunk that nobody has begun: the stream
 * moves on even where the pool is busy. No thread belongs to the stream, none ever waits for it. The first MiB is not
 * offered to others, since waking them costs more than it saves, and neither is anything where there is one core.
 */
final class ChunkPipeline implements AutoCloseable {
    static final int CHUNKS_ALONE = 16;

    private final WipeableKey key;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final Queue<ChunkSlot> underWay = new ArrayDeque<>();
    private final Queue<ChunkSlot> free = new ArrayDeque<>();
    private final List<ChunkSlot> all = new ArrayList<>();
    private @Nullable ChunkSlot taken;
    private long begun;

    /** Takes over the key and closes it. */
    ChunkPipeline(WipeableKey key) {
        this.key = key;
    }

    /** The number of the next chunk to begin, from 0. */
    long next() {
        return begun;
    }

    /** A slot to fill. */
    ChunkSlot slot() {
        ChunkSlot slot = free.poll();
        if (slot == null) {
            slot = new ChunkSlot(key);
            all.add(slot);
        }
        return slot;
    }

    /** Adds a slot whose work is set. */
    void begin(ChunkSlot slot) {
        underWay.add(slot);
        if (isParallel()) {
            slot.offerTo(ForkJoinPool.commonPool());
        }
        begun++;
    }

    private boolean isParallel() {
        return cores > 1 && begun >= CHUNKS_ALONE;
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** True if the oldest slot must be taken before another one is begun. */
    boolean isFull() {
        return underWay.size() >= (isParallel() ? 2 * cores : 1);
    }

    /** The slot that was begun first, to be finished. It is the caller's until the next one is taken. */
    ChunkSlot take() {
        if (taken != null) {
            free.add(taken);
        }
        taken = underWay.remove();
        return taken;
    }

    /** Waits for the chunks that others work on, then wipes the key and all plaintext. */
    @Override
    public void close() {
        while (!isEmpty()) {
            try {
                take().finish();
            } catch (AgeException.PayloadDamaged notWanted) {
                // The stream ends before this chunk.
            }
        }
        key.close();
        all.forEach(ChunkSlot::wipe);
    }
}
