package dev.coffer.cli.setup;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.accounts.Account;
import dev.coffer.docker.config.DockerConfig;
import java.util.ArrayList;
import java.util.List;

/** The logins that clients get from the chosen keystore: the active one of each server, as long as it is valid. */
final class VaultLogins {
    private final Coffer coffer;

    VaultLogins(Coffer coffer) {
        this.coffer = coffer;
    }

    /**
     * A login.
     *
     * @param key the server as it was last spelled
     */
    record Login(String key, ServerAddress server, Credential credential) {}

    /** The servers' spellings, without reading a secret. */
    List<String> servers() throws StoreException {
        List<String> servers = new ArrayList<>();
        for (Account account : active()) {
            servers.add(account.server());
        }
        return servers;
    }

    /** Not what a helper lists: that leaves out everything while the store is locked, and here nothing may be missed. */
    private List<Account> active() throws StoreException {
        return coffer.accounts().list().stream().filter(Account::active).toList();
    }

    /**
     * All of them.
     *
     * @throws SetupException when docker's file could not hold one
     */
    List<Login> all() throws StoreException, SetupException {
        List<Login> logins = new ArrayList<>();
        for (Account account : active()) {
            ServerAddress server = ServerAddress.parse(account.server());
            switch (coffer.keystore().credentials().get(Request.of(server))) {
                case Lookup.Found found -> {
                    requireExpressible(account.server(), found.credential());
                    logins.add(new Login(account.server(), server, found.credential()));
                }
                case Lookup.Absent _ -> {
                    // Erased since the list was made.
                }
                case Lookup.Unavailable unavailable -> throw unavailable.asException();
            }
        }
        return logins;
    }

    /** The logins as a file of docker's. */
    static DockerConfig asConfig(List<Login> logins) {
        DockerConfig config = DockerConfig.empty();
        for (Login login : logins) {
            config = config.withPlainText(login.key(), login.credential());
        }
        return config;
    }

    private static void requireExpressible(String key, Credential credential) throws SetupException {
        if (credential.username().indexOf(':') >= 0) {
            throw new SetupException(
                    key + ": docker's file cannot hold a user name with a colon",
                    "log out first: coffer logout " + key);
        }
    }
}
