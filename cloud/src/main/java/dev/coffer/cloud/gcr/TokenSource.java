package dev.coffer.cloud.gcr;

import dev.coffer.cloud.servers.Deadline;

/** One place that a Google access token may come from. */
interface TokenSource {
    /** Its name in the explanation. */
    String name();

    /** Asks it, within the time that is left. */
    Reply token(Deadline deadline);
}
