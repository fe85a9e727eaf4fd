package dev.coffer.core.expiry;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import java.time.Instant;

/** What becomes of an answer when its credential has ended. */
public final class Ending {
    private Ending() {}

    /** The answer with the expiry that its secret names; a report in its place when that is over. */
    public static Lookup judge(Lookup answer, Instant now) {
        if (!(answer instanceof Lookup.Found found)) {
            return answer;
        }
        Credential credential = SecretExpiry.dated(found.credential());
        if (!credential.isExpiredAt(now)) {
            return new Lookup.Found(credential, found.origin());
        }
        String server = found.origin().server();
        credential.secret().close();
        return new Lookup.Unavailable(
                Kind.EXPIRED,
                new Reason("the credential of " + server + " expired at "
                        + credential.expires().orElseThrow()),
                "log in again: coffer login " + server);
    }
}
