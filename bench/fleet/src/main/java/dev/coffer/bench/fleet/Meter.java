package dev.coffer.bench.fleet;

/** Counts calls by the second, those of the start and those after it. */
final class Meter {
    /** The start is over after an hour: the slowest fleet has begun by then. */
    static final long START_MILLIS = 3_600_000;

    private final int[] perSecond;
    private final long[] calls = new long[2];
    private final long[] throttled = new long[2];
    private long lastReadyMillis;
    private int ready;
    private int lapses;

    Meter(long millis) {
        // The last calls may begin before the end and be repeated behind it.
        this.perSecond = new int[(int) (millis / 1000) + 3600];
    }

    void called(long now, boolean isAllowed) {
        int phase = now < START_MILLIS ? 0 : 1;
        perSecond[(int) Math.min(now / 1000, perSecond.length - 1)]++;
        calls[phase]++;
        throttled[phase] += isAllowed ? 0 : 1;
    }

    void ready(long now) {
        lastReadyMillis = now;
        ready++;
    }

    void lapsed() {
        lapses++;
    }

    Result result(long millis, int nodes) {
        return new Result(
                ready,
                lastReadyMillis / 1000.0,
                peak(0, (int) (START_MILLIS / 1000)),
                share(0),
                (double) calls[1] / nodes / ((millis - START_MILLIS) / 3_600_000.0),
                peak((int) (START_MILLIS / 1000), perSecond.length),
                share(1),
                lapses);
    }

    private int peak(int from, int to) {
        int peak = 0;
        for (int second = from; second < to; second++) {
            peak = Math.max(peak, perSecond[second]);
        }
        return peak;
    }

    private double share(int phase) {
        return calls[phase] == 0 ? 0 : (double) throttled[phase] / calls[phase];
    }

    /**
     * What one run showed.
     *
     * @param ready nodes that got a token
     * @param allReadySeconds when the last of them got its first
     * @param startPeak most calls in one second of the first hour
     * @param startThrottled share of the calls of the first hour that were throttled
     * @param callsPerNodeHour calls after the first hour
     * @param laterPeak most calls in one second after the first hour
     * @param laterThrottled share of the calls after the first hour that were throttled
     * @param lapses how often a node's token ended before it had a new one
     */
    record Result(
            int ready,
            double allReadySeconds,
            int startPeak,
            double startThrottled,
            double callsPerNodeHour,
            int laterPeak,
            double laterThrottled,
            int lapses) {}
}
