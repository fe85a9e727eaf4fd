package dev.coffer.bench.fleet;

import java.util.Locale;

/**
 * Prints the tables of {@code docs/fleet.md}: {@code java bench/fleet/src/main/java/dev/coffer/bench/fleet/Fleet.java
 * [NODES]}. Without a number 5,000 nodes; a day each; the same figures at every run.
 */
public final class Fleet {
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final long PULL_EVERY = 600 * SECOND;

    private Fleet() {}

    /** The one argument is the number of nodes. */
    public static void main(String[] arguments) throws InterruptedException {
        int nodes = arguments.length == 0 ? 5_000 : Integer.parseInt(arguments[0]);
        // On a virtual thread the turns are handed over without a switch of system threads.
        Thread.ofVirtual().start(() -> print(nodes)).join();
    }

    private static void print(int nodes) {
        System.out.println("The first hour:\n");
        System.out.println("| tokens | start | jitter | peak calls/s | throttled | all have a token after |");
        System.out.println("|---|---|---|--:|--:|--:|");
        for (Scenario.Cloud cloud : Scenario.Cloud.values()) {
            for (long start : new long[] {SECOND, 60 * SECOND, HOUR - 60 * SECOND}) {
                for (boolean jitter : new boolean[] {false, true}) {
                    Meter.Result result = new Scenario(cloud, nodes, start, PULL_EVERY, jitter, HOUR).run();
                    print(
                            "| %s | %s | %s | %d | %.0f %% | %.0f s |%n",
                            cloud.title(),
                            start(start),
                            jitter ? "yes" : "no",
                            result.startPeak(),
                            100 * result.startThrottled(),
                            result.allReadySeconds());
                }
            }
        }
        System.out.println("\nThe 23 hours after:\n");
        System.out.println(
                "| tokens | start | refresh | jitter | calls per node and hour | peak calls/s | throttled | lapses |");
        System.out.println("|---|---|---|---|--:|--:|--:|--:|");
        for (Scenario.Cloud cloud : Scenario.Cloud.values()) {
            for (long start : new long[] {SECOND, HOUR - 60 * SECOND}) {
                for (long pulls : new long[] {0, PULL_EVERY}) {
                    for (boolean jitter : new boolean[] {false, true}) {
                        Meter.Result result = new Scenario(cloud, nodes, start, pulls, jitter, DAY).run();
                        print(
                                "| %s | %s | %s | %s | %.2f | %d | %.1f %% | %d |%n",
                                cloud.title(),
                                start(start),
                                pulls == 0 ? "timer" : "at a pull",
                                jitter ? "yes" : "no",
                                result.callsPerNodeHour(),
                                result.laterPeak(),
                                100 * result.laterThrottled(),
                                result.lapses());
                    }
                }
            }
        }
    }

    private static String start(long millis) {
        return millis == SECOND ? "in one second" : millis == 60 * SECOND ? "in one minute" : "over an hour";
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
