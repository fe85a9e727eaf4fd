package dev.coffer.core.routes;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.CloudRegistry;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A rule: who answers for the servers that a pattern selects.
 *
 * @param servers which servers
 * @param target who answers
 * @param last true when the rule is asked only after the store had nothing
 * @param where where it is written
 */
public record Route(ServerPattern servers, Target target, boolean last, Where where) {
    /**
     * A place in a settings file.
     *
     * @param line the first line of the rule, counted from 1
     */
    public record Where(Path file, int line) {
        @Override
        public String toString() {
            return file + " line " + line;
        }
    }

    /** True when the rule decides about the server, if no rule before it does. */
    public boolean selects(ServerAddress server) {
        return servers.matches(server) && isServedByTarget(server);
    }

    /** Why it does not select the server; empty when it does. */
    public Optional<String> objection(ServerAddress server) {
        Optional<String> mismatch = servers.mismatch(server);
        return mismatch.isPresent() || isServedByTarget(server)
                ? mismatch
                : Optional.of("this server is no registry of " + target);
    }

    /** However wide its pattern is, a rule never sends a cloud's token to somebody else's server. */
    private boolean isServedByTarget(ServerAddress server) {
        return !(target instanceof Target.Tokens tokens)
                || CloudRegistry.of(server)
                        .filter(registry -> registry.cloud() == tokens.cloud())
                        .isPresent();
    }

    @Override
    public String toString() {
        return servers + " -> " + target + (last ? " (last)" : "");
    }
}
