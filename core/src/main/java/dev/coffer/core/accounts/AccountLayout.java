package dev.coffer.core.accounts;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoredSecret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How an account that is not active lies in a secret store: {@code coffer/account/SERVER/USER}. */
final class AccountLayout {
    static final SecretPattern ALL = new SecretPattern("coffer/account/**");

    private static final String PREFIX = "coffer/account/";
    private static final String SERVER = "server";
    private static final String USERNAME = "username";
    private static final String EXPIRES = "expires";
    private static final String REALM = "realm";

    private AccountLayout() {}

    static SecretId id(ServerAddress server, String username) {
        return new SecretId(PREFIX + SecretId.component(server.identity()) + "/" + SecretId.component(username));
    }

    static SecretPattern allOf(ServerAddress server) {
        return new SecretPattern(PREFIX + SecretId.component(server.identity()) + "/*");
    }

    static Map<String, String> metadata(String server, Credential credential) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SERVER, server);
        metadata.put(USERNAME, credential.username());
        credential.expires().ifPresent(expires -> metadata.put(EXPIRES, expires.toString()));
        credential.realm().ifPresent(realm -> metadata.put(REALM, realm));
        return metadata;
    }

    static Credential credential(StoredSecret stored) {
        return new Credential(
                username(stored.id(), stored.metadata()),
                Secret.owning(stored.secret().copyBytes()),
                expires(stored.metadata()),
                Optional.ofNullable(stored.metadata().get(REALM)));
    }

    static String server(StoredSecret stored) {
        return stored.metadata()
                .getOrDefault(SERVER, SecretId.text(stored.id().components().get(2)));
    }

    static Account account(SecretEntry entry, String store) {
        return new Account(
                entry.metadata()
                        .getOrDefault(
                                SERVER, SecretId.text(entry.id().components().get(2))),
                username(entry.id(), entry.metadata()),
                false,
                store,
                expires(entry.metadata()));
    }

    private static String username(SecretId id, Map<String, String> metadata) {
        return metadata.getOrDefault(USERNAME, SecretId.text(id.components().getLast()));
    }

    private static Optional<Instant> expires(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(EXPIRES)).map(Instant::parse);
    }
}
