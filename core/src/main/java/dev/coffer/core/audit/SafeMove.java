package dev.coffer.core.audit;

import dev.coffer.core.audit.LoginFile.Kind;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.containers.CredentialHelpers;
import dev.coffer.docker.containers.RegistriesConf;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the plain-text logins may be moved into the store without asking: only when every tool that reads them now
 * finds them there afterwards, and no password takes another's place.
 */
final class SafeMove {
    private static final String COFFER = "coffer";

    private final Machine machine;
    private final LoginFiles files;

    SafeMove(Machine machine, LoginFiles files) {
        this.machine = machine;
        this.files = files;
    }

    /** Whether set-up's move includes this file. */
    static boolean covers(Machine machine, LoginFile file) {
        return file.kind() != Kind.HELM
                && (file.kind() != Kind.DOCKER || file.path().equals(machine.dockerConfig()));
    }

    /** The move, when it is safe and there is a program that can do it. */
    Optional<Fix> fix() {
        return isSafe() ? machine.setUp().moveLogins() : Optional.empty();
    }

    private boolean isSafe() {
        boolean isInstalled =
                ProgramFinder.on(machine.environment().get("PATH").orElse("")).find("docker-credential-" + COFFER)
                        instanceof Search.Found;
        return isInstalled
                && dockerReadsItsFile()
                && podmanAsksCoffer(machine)
                && isForWholeHosts()
                && isWithoutConflict();
    }

    /** With a helper, docker does not use the file's logins: moved, they would begin to answer. */
    private boolean dockerReadsItsFile() {
        for (LoginFile file : files.readable()) {
            boolean asksHelper =
                    file.credsStore().isPresent() || !file.credHelpers().isEmpty();
            if (covers(machine, file) && asksHelper && !file.credentials().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The key of a path serves the whole host as long as it is in docker's file; helpers are asked for hosts only. */
    private boolean isForWholeHosts() {
        for (LoginFile file : files.readable()) {
            if (covers(machine, file) && file.kind() != Kind.PODMAN) {
                for (AuthEntry entry : file.credentials()) {
                    if (!isAskedOfHelpers(entry.server())) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether tools would ask a helper for the key just as it is looked up in the file. */
    static boolean isAskedOfHelpers(String key) {
        return Keys.path(key).isEmpty() || Keys.isHubToken(key);
    }

    /** Podman does not know docker's {@code credsStore}, but reads the logins of docker's file. */
    static boolean podmanAsksCoffer(Machine machine) {
        try {
            return RegistriesConf.of(machine.environment())
                    .credentialHelpers()
                    .inForce()
                    .map(CredentialHelpers.Setting::helpers)
                    .filter(helpers -> helpers.contains(COFFER))
                    .isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean isWithoutConflict() {
        Map<String, AuthEntry> byServer = new HashMap<>();
        for (LoginFile file : files.readable()) {
            for (AuthEntry entry : file.credentials()) {
                AuthEntry former = byServer.putIfAbsent(Keys.host(entry.server()) + Keys.path(entry.server()), entry);
                if (covers(machine, file)
                        && former != null
                        && !former.credential().equals(entry.credential())) {
                    return false;
                }
            }
        }
        return true;
    }
}
