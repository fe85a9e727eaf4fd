package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import java.io.IOException;
import java.util.Optional;

/** What the program that set the machine up knows and can do. A program that only uses the library has none of it. */
public interface SetUpKnowledge {
    /** Nothing is known. */
    SetUpKnowledge NONE = new SetUpKnowledge() {
        @Override
        public boolean hasWrittenCredsStore() {
            return false;
        }

        @Override
        public Optional<Fix> moveLogins() {
            return Optional.empty();
        }
    };

    /** Whether set-up has made docker ask Coffer and has not taken that back. Asked only while the vault is unlocked. */
    boolean hasWrittenCredsStore() throws IOException, StoreException;

    /** Moves the plain-text logins of docker, podman and {@code .dockercfg} into the chosen store. */
    Optional<Fix> moveLogins();
}
