package dev.coffer.bench.fleet;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One node: it fetches a token at its first pull and again at the first pull after the token has stopped being fresh. It
 * behaves as Coffer's token cache does: a failed refresh leaves the old token and is not repeated for a minute.
 */
final class Node {
    private static final int ATTEMPTS = 3;
    private static final long FIRST_BACKOFF_MILLIS = 1_000;
    private static final long AFTER_FAILED_REFRESH_MILLIS = 60_000;
    private static final long LEFT_AT_LAST_USE_MILLIS = 60_000;

    /** The kubelet's wait after a failed pull: doubled each time, up to five minutes. */
    private static final long PULL_BACKOFF_MILLIS = 10_000;

    private static final long MAX_PULL_BACKOFF_MILLIS = 300_000;

    private final Scenario scenario;
    private final List<Service> services;
    private final VirtualClock clock;
    private final Meter meter;
    private final RandomGenerator random;

    Node(Scenario scenario, List<Service> services, VirtualClock clock, Meter meter, RandomGenerator random) {
        this.scenario = scenario;
        this.services = services;
        this.clock = clock;
        this.meter = meter;
        this.random = random;
    }

    void run(VirtualClock.Sleep sleep) {
        fetchAtAnyPrice(sleep);
        meter.ready(clock.now());
        while (clock.now() < scenario.millis()) {
            long expires = clock.now() + scenario.cloud().lifeMillis();
            sleep.millis(freshMillis() + untilNextPull());
            while (clock.now() < scenario.millis() && !fetch(sleep)) {
                if (clock.now() > expires - LEFT_AT_LAST_USE_MILLIS) {
                    meter.lapsed();
                    fetchAtAnyPrice(sleep);
                    break;
                }
                sleep.millis(AFTER_FAILED_REFRESH_MILLIS + untilNextPull());
            }
        }
    }

    /** Without a token the pull fails, and the kubelet pulls again and again. */
    private void fetchAtAnyPrice(VirtualClock.Sleep sleep) {
        long wait = PULL_BACKOFF_MILLIS;
        while (!fetch(sleep)) {
            sleep.millis(wait);
            wait = Math.min(2 * wait, MAX_PULL_BACKOFF_MILLIS);
        }
    }

    private boolean fetch(VirtualClock.Sleep sleep) {
        for (Service service : services) {
            if (!fetch(service, sleep)) {
                return false;
            }
        }
        return true;
    }

    private boolean fetch(Service service, VirtualClock.Sleep sleep) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                long backoff = FIRST_BACKOFF_MILLIS << (attempt - 1);
                sleep.millis(scenario.hasJitter() ? random.nextLong(backoff) : backoff);
            }
            sleep.millis(50 + random.nextLong(100));
            if (service.call()) {
                return true;
            }
        }
        return false;
    }

    private long freshMillis() {
        double share = scenario.hasJitter() ? 0.4 + 0.2 * random.nextDouble() : 0.5;
        return (long) (scenario.cloud().lifeMillis() * share);
    }

    /** Pulls come at random, independent of each other, so the wait for the next is the same at any time. */
    private long untilNextPull() {
        return scenario.pullEveryMillis() == 0 ? 0 : (long) (scenario.pullEveryMillis() * random.nextExponential());
    }
}
