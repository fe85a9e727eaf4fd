package dev.coffer.age;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Room for one chunk in both its forms, and the work that turns one into the other. Whoever comes first does the work:
 * a thread it was offered to, or the one that needs the result.
 */
final class ChunkSlot {
    final byte[] plain = new byte[PayloadCipher.CHUNK_LENGTH];

    /** A chunk and, for readers, the first byte of the next one, which tells that it was not the last. */
    final byte[] sealed = new byte[PayloadCipher.SEALED_CHUNK_LENGTH + 1];

    private final PayloadCipher cipher;
    private long chunk;
    private boolean last;
    private FutureTask<Integer> work = new FutureTask<>(() -> 0);

    ChunkSlot(WipeableKey key) {
        cipher = new PayloadCipher(key);
    }

    /** Sets the work: to encrypt so many bytes of {@link #plain}. */
    void seal(long number, boolean isLast, int length) {
        set(number, isLast, () -> cipher.seal(number, isLast, plain, 0, length, sealed, 0));
    }

    /** Sets the work: to decrypt so many bytes of {@link #sealed}. */
    void open(long number, boolean isLast, int length) {
        set(number, isLast, () -> cipher.open(number, isLast, sealed, 0, length, plain, 0));
    }

    private void set(long number, boolean isLast, Callable<Integer> doing) {
        chunk = number;
        last = isLast;
        work = new FutureTask<>(doing);
    }

    long chunk() {
        return chunk;
    }

    boolean isLast() {
        return last;
    }

    /** Lets another thread do the work. */
    void offerTo(Executor others) {
        others.execute(work);
    }

    /**
     * Does the work unless another thread has begun it, and then waits for that one. A chunk is soon done, so the wait
     * does not end with an interruption, which is kept for the caller.
     *
     * @return the length of the result
     */
    int finish() throws AgeException.PayloadDamaged {
        work.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof AgeException.PayloadDamaged damaged) {
                        throw damaged;
                    }
                    throw new IllegalStateException("the work on a chunk failed", failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void wipe() {
        Arrays.fill(plain, (byte) 0);
    }
}
