package dev.coffer.core.audit;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.accounts.Account;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.core.expiry.SecretExpiry;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Credentials that have ended or will soon: stored ones, and tokens in files that tell it themselves. */
final class Expiries implements Check {
    /** A working week's end is not far; tokens of hours are fetched anew and not stored. */
    private static final Duration SOON = Duration.ofDays(3);

    @Override
    public String subject() {
        return "expiry of logins";
    }

    @Override
    public void look(Machine machine, Findings findings) throws StoreException {
        for (LoginFile file : machine.loginFiles().readable()) {
            for (AuthEntry entry : file.entries()) {
                end(entry)
                        .flatMap(end -> judge(machine, Shown.key(entry.server()), "the token in " + file.path(), end))
                        .ifPresent(findings::add);
            }
        }
        Optional<Coffer> coffer = machine.coffer();
        boolean isVault = coffer.filter(found -> found.keystore().name().equals(Vault.NAME))
                .isPresent();
        if (isVault && machine.canRead(coffer.get().vault())) {
            for (Account account : coffer.get().accounts().list()) {
                account.expires()
                        .flatMap(end -> judge(
                                machine,
                                account.server(),
                                "the stored login of " + Shown.name(account.username()),
                                end))
                        .ifPresent(findings::add);
            }
        }
    }

    private static Optional<Instant> end(AuthEntry entry) {
        Optional<Secret> secret = entry.credential().map(Credential::secret).or(entry::registryToken);
        return secret.flatMap(SecretExpiry::of);
    }

    private static Optional<Finding> judge(Machine machine, String server, String what, Instant end) {
        Instant now = machine.now();
        if (end.isAfter(now.plus(SOON))) {
            return Optional.empty();
        }
        Finding finding = end.isAfter(now)
                ? Finding.of(Code.EXPIRING_LOGIN, server, what + " ends at " + end)
                : Finding.of(Code.EXPIRED_LOGIN, server, what + " has expired at " + end);
        return Optional.of(finding.mendedBy(Command.of("coffer", "login", server)));
    }
}
