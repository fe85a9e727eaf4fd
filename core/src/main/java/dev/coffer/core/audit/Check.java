package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import java.io.IOException;

/** One concern of the audit. It only reads, and tells what it finds as it goes, so that a failure loses no finding. */
interface Check {
    /** What it looks at, for a message when it fails. */
    String subject();

    void look(Machine machine, Findings findings) throws IOException, StoreException;
}
