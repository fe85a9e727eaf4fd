package dev.coffer.acceptance.differential;

import dev.coffer.docker.tools.ToolModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Tries a client with many set-ups, two at a time, until all are done or a few differences are known. */
final class Campaign {
    private static final int WORKERS = 2;
    private static final int ENOUGH = 3;

    private final Client client;
    private final ToolModel model;
    private final Recorder recorder;
    private final AtomicLong next;
    private final long end;
    private final ConcurrentLinkedQueue<String> differences = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> kinds = new ConcurrentHashMap<>();

    /**
     * Tries the set-ups of some seeds.
     *
     * @param first the first seed
     * @param cases how many there are
     */
    Campaign(Client client, ToolModel model, Recorder recorder, long first, int cases) {
        this.client = client;
        this.model = model;
        this.recorder = recorder;
        this.next = new AtomicLong(first);
        this.end = first + cases;
    }

    /** Runs it, and returns the differences, each with its seed and the simplest set-up that shows it. */
    List<String> run() throws InterruptedException, ExecutionException {
        Callable<Boolean> work = () -> {
            work();
            return true;
        };
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                all.add(workers.submit(work));
            }
            for (Future<Boolean> one : all) {
                one.get();
            }
        }
        return List.copyOf(differences);
    }

    /** How many set-ups ended in each kind of answer: the first word of what the program showed. */
    Map<String, Integer> kinds() {
        return new TreeMap<>(kinds);
    }

    private void work() throws IOException, InterruptedException {
        try (Stand stand = new Stand(recorder)) {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                if (differences.size() < ENOUGH) {
                    attempt(seed, stand);
                }
            }
        }
    }

    private void attempt(long seed, Stand stand) throws InterruptedException {
        Choices choices = Choices.ofSeed(seed);
        Trial trial = Trial.of(client, model, RandomSetUp.make(choices, stand.home()), stand);
        kinds.merge(trial.run().wire().text().split(" ", 2)[0], 1, Integer::sum);
        if (trial.differs()) {
            differences.add(
                    "-Dcoffer.seed=" + seed + ", made simpler:\n" + Trial.simplest(trial, choices, model, stand));
        }
    }
}
