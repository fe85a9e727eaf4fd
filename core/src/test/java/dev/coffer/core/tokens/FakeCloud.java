package dev.coffer.core.tokens;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.cloud.Attempt;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A cloud that counts its calls, takes as long as one wants, can be down, and says in the token whose it is. */
final class FakeCloud implements TokenPort {
    static final String CANARY = "canary-of-the-token";

    private final InstantSource clock;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Duration life = Duration.ofHours(12);
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean down;
    private volatile boolean loggedOut;
    private volatile Supplier<String> identity = () -> "somebody";
    private volatile Duration lastLimit = Duration.ZERO;

    FakeCloud(InstantSource clock) {
        this.clock = clock;
    }

    FakeCloud life(Duration life) {
        this.life = life;
        return this;
    }

    FakeCloud delay(Duration delay) {
        this.delay = delay;
        return this;
    }

    FakeCloud down(boolean down) {
        this.down = down;
        return this;
    }

    FakeCloud loggedOut(boolean loggedOut) {
        this.loggedOut = loggedOut;
        return this;
    }

    FakeCloud identity(Supplier<String> identity) {
        this.identity = identity;
        return this;
    }

    int calls() {
        return calls.get();
    }

    Duration lastLimit() {
        return lastLimit;
    }

    @Override
    public TokenAnswer fetch(Cloud cloud, TokenOrder order) {
        int call = calls.incrementAndGet();
        lastLimit = order.limit();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        List<Attempt> tried = List.of(new Attempt("environment", "AWS_ACCESS_KEY_ID is not set"));
        if (down) {
            return new TokenAnswer.Failed(Kind.UNREACHABLE, "the cloud is down", tried, "wait");
        }
        if (loggedOut) {
            return new TokenAnswer.Absent(tried, "log in");
        }
        Instant expires = clock.instant().plus(life);
        String whose = order.workload()
                .map(workload -> "pod " + workload.token().text())
                .orElseGet(identity);
        return new TokenAnswer.Fetched("AWS", Secret.ofText(CANARY + "-" + whose + "-" + call), expires, whose, tried);
    }
}
