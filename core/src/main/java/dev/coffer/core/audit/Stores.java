package dev.coffer.core.audit;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.keychain.Availability;
import dev.coffer.platform.files.UnsafeFileException;
import dev.coffer.vault.Protection;
import dev.coffer.vault.Vault;
import java.io.IOException;

/** Coffer's own settings and the store that was chosen. */
final class Stores implements Check {
    @Override
    public String subject() {
        return "the chosen store";
    }

    @Override
    public void look(Machine machine, Findings findings) throws StoreException {
        Coffer coffer;
        try {
            coffer = Coffer.open(machine.environment());
        } catch (UnsafeFileException unsafe) {
            findings.add(Finding.of(Code.SETTINGS_UNUSABLE, "settings", String.valueOf(unsafe.getMessage()))
                    .advising(unsafe.whatToDo()));
            return;
        } catch (IOException unusable) {
            findings.add(Finding.of(Code.SETTINGS_UNUSABLE, "settings", String.valueOf(unusable.getMessage()))
                    .advising("mend the settings file at that place"));
            return;
        }
        String chosen = coffer.keystore().name();
        if (!chosen.equals(Vault.NAME) && coffer.keystore().probe() instanceof Availability.Missing missing) {
            findings.add(Finding.of(Code.STORE_UNREACHABLE, chosen, missing.reason())
                    .advising(
                            missing.whatToDo().isEmpty()
                                    ? "choose another store: coffer config set store vault"
                                    : missing.whatToDo()));
        }
        judge(machine, coffer.vault(), findings);
    }

    private static void judge(Machine machine, Vault vault, Findings findings) {
        try {
            Protection.Status status = vault.protection().status();
            if (status.recipient().isEmpty()) {
                return;
            }
            if (!machine.isUnlocked(status)) {
                findings.add(
                        Finding.of(Code.STORE_LOCKED, Vault.NAME, "it is locked, so what it holds was not looked at")
                                .mendedBy(Command.of("coffer", "unlock")));
                return;
            }
            for (Vault.Problem problem : vault.inspect().problems()) {
                findings.add(Finding.of(Code.STORE_DAMAGED, problem.file(), problem.text())
                        .advising("restore the file from a backup, or log in again"));
            }
        } catch (StoreException failure) {
            boolean isDamaged = failure.kind() == Kind.DAMAGED;
            Finding finding = Finding.of(
                    isDamaged ? Code.STORE_DAMAGED : Code.STORE_UNREACHABLE,
                    Vault.NAME,
                    String.valueOf(failure.getMessage()));
            findings.add(failure.whatToDo().isEmpty() ? finding : finding.advising(failure.whatToDo()));
        }
    }
}
