package dev.coffer.core.logins;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.Optional;

/** Sources that are asked one after the other until one decides. */
final class Chain implements LoginSource {
    private final List<LoginSource> sources;
    private final boolean passesOverFailures;

    /**
     * Makes the chain.
     *
     * @param passesOverFailures whether the next source is asked when one could not answer
     */
    Chain(List<LoginSource> sources, boolean passesOverFailures) {
        this.sources = List.copyOf(sources);
        this.passesOverFailures = passesOverFailures;
    }

    @Override
    public Optional<Lookup> find(ServerAddress server, List<Reason> steps) {
        for (LoginSource source : sources) {
            Optional<Lookup> answer = source.find(server, steps);
            if (answer.isPresent() && !(passesOverFailures && answer.get() instanceof Lookup.Unavailable)) {
                return answer;
            }
        }
        return Optional.empty();
    }
}
