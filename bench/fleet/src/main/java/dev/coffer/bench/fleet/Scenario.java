package dev.coffer.bench.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One fleet and one day.
 *
 * @param cloud where the tokens come from
 * @param nodes how many nodes
 * @param startMillis in what time they begin, evenly at random
 * @param pullEveryMillis mean time between the pulls of a node; 0 for a refresh by a timer, without waiting for a pull
 * @param hasJitter whether the time of refresh and the waits between attempts are drawn at random
 * @param millis how long it lasts
 */
record Scenario(Cloud cloud, int nodes, long startMillis, long pullEveryMillis, boolean hasJitter, long millis) {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    /** Where tokens come from: how long they live and which calls they cost. The limits' sources: docs/fleet.md. */
    enum Cloud {
        ECR("ECR, node role", 12 * HOUR, new Service.Limit("GetAuthorizationToken", 500, SECOND)),
        ECR_PODS(
                "ECR, service account",
                HOUR,
                new Service.Limit("AssumeRoleWithWebIdentity", 600, SECOND),
                new Service.Limit("GetAuthorizationToken", 500, SECOND)),
        ACR_STANDARD("ACR Standard", 3 * HOUR, new Service.Limit("oauth2/exchange", 3_000, MINUTE)),
        ACR_PREMIUM("ACR Premium", 3 * HOUR, new Service.Limit("oauth2/exchange", 10_000, MINUTE));

        private final String title;
        private final long lifeMillis;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<Service.Limit> limits;

        Cloud(String title, long lifeMillis, Service.Limit... limits) {
            this.title = title;
            this.lifeMillis = lifeMillis;
            this.limits = List.of(limits);
        }

        String title() {
            return title;
        }

        long lifeMillis() {
            return lifeMillis;
        }
    }

    Meter.Result run() {
        VirtualClock clock = new VirtualClock();
        Meter meter = new Meter(millis);
        List<Service> services = new ArrayList<>();
        for (Service.Limit limit : cloud.limits) {
            services.add(new Service(clock, limit, meter));
        }
        SplittableRandom seeds = new SplittableRandom(42);
        for (int i = 0; i < nodes; i++) {
            Node node = new Node(this, services, clock, meter, seeds.split());
            clock.add(seeds.nextLong(startMillis), node::run);
        }
        clock.run();
        return meter.result(millis, nodes);
    }
}
