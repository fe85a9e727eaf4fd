package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A keychain for one operation, which has a limit of time. macOS waits for the user's answer for ever, and such a wait
 * cannot be broken off: it is left behind in a thread that does not keep the program alive.
 */
final class LimitedKeychain implements Keychain {
    private final Keychain keychain;
    private final Duration limit;
    private final long end;

    LimitedKeychain(Keychain keychain, Duration limit) {
        this.keychain = keychain;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public boolean add(Map<Key, Value> item) throws StoreException {
        return limited(() -> keychain.add(item));
    }

    @Override
    public List<Map<Key, Value>> attributes(Map<Key, Value> query) throws StoreException {
        return limited(() -> keychain.attributes(query));
    }

    @Override
    public Optional<Item> item(Map<Key, Value> query) throws StoreException {
        return limited(() -> keychain.item(query));
    }

    @Override
    public Change update(Map<Key, Value> query, Map<Key, Value> changes) throws StoreException {
        return limited(() -> keychain.update(query, changes));
    }

    @Override
    public boolean delete(Map<Key, Value> query) throws StoreException {
        return limited(() -> keychain.delete(query));
    }

    private <T> T limited(Callable<T> call) throws StoreException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofPlatform().daemon().name("keychain").start(task);
        try {
            return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new StoreException(
                    Kind.TIMEOUT,
                    "the keychain gave no answer within " + limit.toMillis() + " ms",
                    "answer what macOS asks, then try again");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TIMEOUT, "interrupted while waiting for the keychain", "try again");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new IllegalStateException("the call of the keychain failed", failed.getCause());
        }
    }
}
