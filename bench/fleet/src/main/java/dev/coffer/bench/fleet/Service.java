package dev.coffer.bench.fleet;

/**
 * A cloud's API that throttles: a bucket that fills evenly to the allowance of one window, as AWS describes it. What is
 * over is refused at once.
 */
final class Service {
    private final VirtualClock clock;
    private final Limit limit;
    private final Meter meter;
    private double left;
    private long filled;

    /**
     * A documented limit.
     *
     * @param name of the API
     * @param calls how many
     * @param windowMillis in what time
     */
    record Limit(String name, int calls, long windowMillis) {}

    Service(VirtualClock clock, Limit limit, Meter meter) {
        this.clock = clock;
        this.limit = limit;
        this.meter = meter;
        this.left = limit.calls();
    }

    /** One call; false when it is throttled. */
    boolean call() {
        long now = clock.now();
        left = Math.min(limit.calls(), left + (double) (now - filled) * limit.calls() / limit.windowMillis());
        filled = now;
        boolean isAllowed = left >= 1;
        if (isAllowed) {
            left--;
        }
        meter.called(now, isAllowed);
        return isAllowed;
    }
}
