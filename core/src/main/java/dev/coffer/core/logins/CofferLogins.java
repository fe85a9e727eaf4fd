package dev.coffer.core.logins;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Coffer's own routes and store, where the user has set it up. Where a route decides, nothing else is asked. */
final class CofferLogins implements LoginSource {
    private final Watched<CofferState> state;
    private final Duration limit;

    CofferLogins(Watched<CofferState> state, Duration limit) {
        this.state = state;
        this.limit = limit;
    }

    @Override
    public Optional<Lookup> find(ServerAddress server, List<Reason> steps) {
        return switch (state.current()) {
            case CofferState.Unusable(Lookup.Unavailable why) -> {
                steps.add(why.why());
                yield Optional.of(why);
            }
            case CofferState.Open open -> ask(open, server, steps);
        };
    }

    private Optional<Lookup> ask(CofferState.Open open, ServerAddress server, List<Reason> steps) {
        if (!open.isSetUp()) {
            steps.add(new Reason("Coffer is not set up here"));
            return Optional.empty();
        }
        Request request = new Request(server, Optional.empty(), limit);
        Explanation answer =
                open.answers().get(server.identity(), () -> open.coffer().explainKept(request));
        steps.addAll(answer.steps());
        return switch (answer.answer()) {
            case Lookup.Found found -> Optional.of(found);
            case Lookup.Absent absent -> open.coffer().isRouted(server) ? Optional.of(absent) : Optional.empty();
            case Lookup.Unavailable failure -> {
                steps.add(failure.why());
                yield Optional.of(failure);
            }
        };
    }
}
