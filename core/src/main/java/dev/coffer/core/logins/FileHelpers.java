package dev.coffer.core.logins;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.Optional;

/** The helpers that a file names: the server's own, else the one for all. */
final class FileHelpers implements LoginSource {
    private final LoginPlace place;
    private final boolean withCredsStore;
    private final Helpers helpers;

    /**
     * Makes the source.
     *
     * @param withCredsStore whether {@code credsStore} counts: with docker it does, with podman it does not
     */
    FileHelpers(LoginPlace place, boolean withCredsStore, Helpers helpers) {
        this.place = place;
        this.withCredsStore = withCredsStore;
        this.helpers = helpers;
    }

    @Override
    public Optional<Lookup> find(ServerAddress server, List<Reason> steps) {
        if (!(place.current() instanceof FileState.Usable(LoginFile file))) {
            // What is wrong with the file is told by whoever looks for its entries.
            return Optional.empty();
        }
        Optional<String> own = file.helperOf(server);
        Optional<String> suffix = own.isPresent() || !withCredsStore ? own : file.credsStore();
        if (suffix.isEmpty() || suffix.get().isEmpty()) {
            return Optional.empty();
        }
        steps.add(
                new Reason(place.name() + " names a helper for " + (own.isPresent() ? "this server" : "all servers")));
        return helpers.ask(suffix.get(), server, file.answers(), steps);
    }
}
