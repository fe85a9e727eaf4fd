package dev.coffer.cli.commands;

import dev.coffer.api.Secret;
import dev.coffer.core.accounts.Account;
import dev.coffer.docker.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Accounts as JSON: {@code server username account active store expires}, and {@code secret} where it was asked for. */
final class AccountJson {
    private AccountJson() {}

    static byte[] one(Account account, Optional<Secret> secret) {
        try (JsonWriter json = new JsonWriter()) {
            write(json, account, secret);
            return JsonLine.of(json);
        }
    }

    static byte[] all(List<Account> accounts) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginArray();
            accounts.forEach(account -> write(json, account, Optional.empty()));
            json.endArray();
            return JsonLine.of(json);
        }
    }

    private static void write(JsonWriter json, Account account, Optional<Secret> secret) {
        json.beginObject();
        json.name("server").string(account.server());
        json.name("username").string(account.username());
        json.name("account").string(account.username());
        json.name("active").bool(account.active());
        json.name("store").string(account.store());
        json.name("expires");
        if (account.expires().isPresent()) {
            json.string(account.expires().get().toString());
        } else {
            json.nothing();
        }
        if (secret.isPresent()) {
            json.name("secret").string(secret.get().copyBytes());
        }
        json.endObject();
    }
}
