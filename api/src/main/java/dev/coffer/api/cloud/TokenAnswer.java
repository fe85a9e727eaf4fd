package dev.coffer.api.cloud;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import java.time.Instant;
import java.util.List;

/** What came of a {@link TokenOrder}. */
public sealed interface TokenAnswer {
    /** What was tried, in order; the last one of a success is the one that worked. */
    List<Attempt> tried();

    /**
     * A token that a registry takes as a password.
     *
     * @param username the user name that goes with it
     * @param expires when it ends
     * @param identity whose it is, as far as the cloud said: an ARN, an e-mail address, a client id; may be empty
     */
    record Fetched(String username, Secret token, Instant expires, String identity, List<Attempt> tried)
            implements TokenAnswer {
        public Fetched {
            tried = List.copyOf(tried);
        }
    }

    /**
     * Nobody is known here whom the cloud could give a token to: no element of the chain has anything. A registry that may
     * be pulled from anonymously can then be asked without a credential.
     *
     * @param whatToDo how to log in to this cloud, one line
     */
    record Absent(List<Attempt> tried, String whatToDo) implements TokenAnswer {
        public Absent {
            tried = List.copyOf(tried);
        }
    }

    /**
     * No token, although there is an identity, or there might be.
     *
     * @param why one line, lower case, without a final stop
     * @param whatToDo the remedy, one line; empty when there is none to name
     */
    record Failed(Kind kind, String why, List<Attempt> tried, String whatToDo) implements TokenAnswer {
        public Failed {
            tried = List.copyOf(tried);
        }
    }
}
