package dev.coffer.core.audit;

import dev.coffer.docker.config.AuthEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file with Docker's {@code auths} that could be read.
 *
 * @param entries all its entries, markers too
 * @param credHelpers helpers by key, in the order of the file
 */
record LoginFile(
        Path path, Kind kind, List<AuthEntry> entries, Optional<String> credsStore, Map<String, String> credHelpers) {
    /** Whose file it is. */
    enum Kind {
        /** {@code config.json} of docker. */
        DOCKER,
        /** {@code auth.json} of podman, skopeo and buildah. */
        PODMAN,
        /** {@code .dockercfg}, which docker has not read since 23.0. */
        LEGACY,
        /** {@code registry/config.json} of helm. */
        HELM
    }

    LoginFile {
        entries = List.copyOf(entries);
    }

    /** A file without helpers. */
    LoginFile(Path path, Kind kind, List<AuthEntry> entries) {
        this(path, kind, entries, Optional.empty(), Map.of());
    }

    /** The entries that hold a secret. */
    List<AuthEntry> logins() {
        return entries.stream().filter(LoginFile::holdsSecret).toList();
    }

    /** The entries whose user and password, or identity token, can be read. */
    List<AuthEntry> credentials() {
        return entries.stream()
                .filter(entry -> entry.credential()
                        .filter(found -> !found.secret().isEmpty())
                        .isPresent())
                .toList();
    }

    private static boolean holdsSecret(AuthEntry entry) {
        return entry.problem().isPresent()
                || entry.registryToken().isPresent()
                || entry.credential().filter(found -> !found.secret().isEmpty()).isPresent();
    }

    /** The helper that docker asks for a key in place of the file; empty when it reads the file. */
    Optional<String> helperFor(String key) {
        String host = Keys.host(key);
        for (String asked : List.of(key, host)) {
            String helper = credHelpers.get(asked);
            if (helper != null) {
                return Optional.of(helper).filter(name -> !name.isEmpty());
            }
        }
        return credsStore;
    }
}
