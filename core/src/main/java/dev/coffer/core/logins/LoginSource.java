package dev.coffer.core.logins;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.Optional;

/** A place where a login may be. */
interface LoginSource {
    /**
     * Looks for the login of a server or of a path below it.
     *
     * @param steps gets what was looked at and what came of it
     * @return empty when there is nothing here and the next source may be asked; {@link Lookup.Absent} when there is
     *     nothing and no other source may be asked
     */
    Optional<Lookup> find(ServerAddress server, List<Reason> steps);
}
