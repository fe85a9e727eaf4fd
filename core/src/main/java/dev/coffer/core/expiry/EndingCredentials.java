package dev.coffer.core.expiry;

import dev.coffer.api.CredentialSource;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import java.time.InstantSource;

/**
 * A store whose credentials end, also those in keystores that keep no expiry beside a secret: one that has ended is
 * reported instead of handed out. What can be renewed is renewed first.
 */
public final class EndingCredentials implements CredentialSource {
    private final CredentialSource store;
    private final HubRenewal renewal;
    private final InstantSource clock;

    /** Over a store, with what can renew some of its credentials. */
    public EndingCredentials(CredentialSource store, HubRenewal renewal, InstantSource clock) {
        this.store = store;
        this.renewal = renewal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Lookup get(Request request) {
        Lookup answer = dated(request);
        return answer instanceof Lookup.Unavailable expired && expired.kind() == Kind.EXPIRED
                ? renewal.renew(request, expired, this::dated)
                : answer;
    }

    private Lookup dated(Request request) {
        return Ending.judge(store.get(request), clock.instant());
    }
}
