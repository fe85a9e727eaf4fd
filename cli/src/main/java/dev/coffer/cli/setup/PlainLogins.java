package dev.coffer.cli.setup;

import dev.coffer.api.Credential;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.config.DockerConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plain-text logins of a file, by what becomes of them.
 *
 * @param moving those that go to the vault; of several for one server, the one that clients prefer comes last
 * @param shadowed keys of those that clients never read, because a helper is asked in their place. As logins they would
 *     begin to answer, so they are kept with the original of the file only
 * @param staying those that must stay as they are, and why
 */
record PlainLogins(List<Login> moving, List<String> shadowed, List<Staying> staying) {
    /**
     * A login.
     *
     * @param key its key in the file
     * @param server the server as clients ask for it
     */
    record Login(String key, ServerAddress server, Credential credential) {
        private boolean isExact() {
            return key.equals(server.spelling());
        }
    }

    /** An entry that is left alone. */
    record Staying(String key, String why) {
        @Override
        public String toString() {
            return key + " stays as it is: " + why;
        }
    }

    PlainLogins {
        moving = List.copyOf(moving);
        shadowed = List.copyOf(shadowed);
        staying = List.copyOf(staying);
    }

    /**
     * Sorts the entries of a file.
     *
     * @param answeredByOldHelper identities of servers for which docker asks its present {@code credsStore}
     */
    static PlainLogins of(DockerConfig config, LoginFile.Kind kind, Set<String> answeredByOldHelper) {
        List<Login> moving = new ArrayList<>();
        List<String> shadowed = new ArrayList<>();
        List<Staying> staying = new ArrayList<>();
        Map<String, String> helpers = config.credHelpers();
        for (AuthEntry entry : config.auths()) {
            String key = entry.server();
            if (entry.problem().isPresent()) {
                staying.add(new Staying(entry.shownServer(), entry.problem().get()));
                continue;
            }
            if (entry.registryToken().isPresent()) {
                staying.add(
                        new Staying(entry.shownServer(), "a registry token is short-lived, and no helper can keep it"));
            }
            if (entry.credential().isEmpty()
                    || entry.credential().get().secret().isEmpty()) {
                continue;
            }
            ServerAddress server;
            try {
                server = Coffer.clientAddress(ServerAddress.parse(key));
            } catch (InvalidServerAddressException bad) {
                staying.add(new Staying(entry.shownServer(), String.valueOf(bad.getMessage())));
                continue;
            }
            // Docker asks by the host's name, however the entry's key is spelled.
            String helper = helpers.getOrDefault(key, helpers.getOrDefault(server.spelling(), Clients.COFFER));
            if (helper.isEmpty()) {
                staying.add(new Staying(entry.shownServer(), "credHelpers asks for plain text by an empty name"));
            } else if (kind == LoginFile.Kind.PODMAN
                    && !server.isHub()
                    && !server.path().isEmpty()) {
                staying.add(new Staying(
                        entry.shownServer(), "podman asks helpers for hosts only and would no longer find it"));
            } else if (!helper.equals(Clients.COFFER) || answeredByOldHelper.contains(server.identity())) {
                shadowed.add(key);
            } else {
                moving.add(new Login(key, server, entry.credential().get()));
            }
        }
        moving.sort(Comparator.comparing(Login::isExact));
        return new PlainLogins(moving, shadowed, staying);
    }

    /** Those that a later state of the file still has just as they were when they were put into safety. */
    PlainLogins asFarAsIn(DockerConfig later, Map<String, AuthEntry> safe) {
        Set<String> unchanged = new HashSet<>();
        for (AuthEntry entry : later.auths()) {
            if (entry.equals(safe.get(entry.server()))) {
                unchanged.add(entry.server());
            }
        }
        return new PlainLogins(
                moving.stream().filter(login -> unchanged.contains(login.key())).toList(),
                shadowed.stream().filter(unchanged::contains).toList(),
                staying);
    }

    /** Those of some servers. */
    PlainLogins only(Reach reach) {
        return new PlainLogins(
                moving.stream().filter(login -> reach.includes(login.server())).toList(),
                shadowed.stream().filter(reach::includes).toList(),
                staying.stream().filter(entry -> reach.includes(entry.key())).toList());
    }

    /** The configuration without what is moved or kept elsewhere. */
    DockerConfig blankedIn(DockerConfig config) {
        DockerConfig blanked = config;
        for (Login login : moving) {
            blanked = blanked.withMarker(login.key());
        }
        for (String key : shadowed) {
            blanked = blanked.withMarker(key);
        }
        return blanked;
    }
}
