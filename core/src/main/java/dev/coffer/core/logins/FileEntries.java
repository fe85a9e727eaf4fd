package dev.coffer.core.logins;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.ServerAddress;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.platform.terminal.Printable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The logins that a file holds itself. */
final class FileEntries implements LoginSource {
    private final LoginPlace place;
    private final InstantSource clock;

    FileEntries(LoginPlace place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    @Override
    public Optional<Lookup> find(ServerAddress server, List<Reason> steps) {
        return switch (place.current()) {
            case FileState.Missing() -> nothing(steps, "there is no " + place.name());
            case FileState.Unusable(Lookup.Unavailable why) -> failed(steps, why);
            case FileState.Usable(LoginFile file) -> {
                Optional<AuthEntry> entry = file.entryOf(server);
                yield entry.isEmpty()
                        ? nothing(steps, place.name() + " holds no login for this server")
                        : judge(entry.get(), steps);
            }
        };
    }

    private Optional<Lookup> judge(AuthEntry entry, List<Reason> steps) {
        String shown = place.name() + ", entry " + Printable.escape(entry.shownServer());
        if (entry.problem().isPresent()) {
            return failed(
                    steps,
                    Kind.DAMAGED,
                    shown + ": " + entry.problem().get(),
                    "log in again, or mend the entry by hand");
        }
        if (entry.credential().isEmpty()) {
            return failed(
                    steps,
                    Kind.REFUSED,
                    shown + " holds a bearer token of the registry only, which is no login",
                    "log in to the registry");
        }
        Credential credential = entry.credential().get();
        if (credential.isExpiredAt(clock.instant())) {
            return failed(
                    steps,
                    Kind.EXPIRED,
                    shown + " expired at " + credential.expires().orElseThrow(),
                    "log in again");
        }
        steps.add(new Reason(shown + " is a login for this server"));
        return Optional.of(new Lookup.Found(credential, new Origin(place.name(), entry.shownServer())));
    }

    private static Optional<Lookup> nothing(List<Reason> steps, String why) {
        steps.add(new Reason(why));
        return Optional.empty();
    }

    private static Optional<Lookup> failed(List<Reason> steps, Kind kind, String why, String whatToDo) {
        return failed(steps, new Lookup.Unavailable(kind, new Reason(why), whatToDo));
    }

    private static Optional<Lookup> failed(List<Reason> steps, Lookup.Unavailable why) {
        steps.add(why.why());
        return Optional.of(why);
    }
}
