package dev.coffer.core.audit;

import dev.coffer.docker.json.MalformedJsonException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether a file of another tool holds secrets. */
interface SecretFormat {
    /**
     * What the file holds; empty when no secret.
     *
     * @throws MalformedJsonException when it is not what the tool writes
     */
    Optional<Finding> look(Path file, byte[] content) throws MalformedJsonException;
}
