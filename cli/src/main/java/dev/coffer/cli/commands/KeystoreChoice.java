package dev.coffer.cli.commands;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.keystores.Keystore;
import dev.coffer.core.keystores.Keystores;
import dev.coffer.core.settings.SettingsEditor;
import dev.coffer.keychain.Availability;
import dev.coffer.keychain.secretservice.SecretService;
import dev.coffer.vault.Vault;
import java.io.IOException;
import java.util.List;

/** Chooses the keystore that keeps logins: looks once whether it can be used, and writes the choice down. */
final class KeystoreChoice {
    /** Lets Coffer choose: the desktop's keyring where there is one, else the vault. */
    static final String AUTO = "auto";

    private static final String SETTING = "store";

    private final Output output;

    KeystoreChoice(Output output) {
        this.output = output;
    }

    /**
     * Makes the choice.
     *
     * @throws StoreException when that keystore cannot be used here
     */
    void choose(String wanted) throws IOException, StoreException {
        Coffer coffer = Coffer.open();
        Keystore keystore = wanted.equals(AUTO) ? best(coffer) : named(coffer, wanted);
        boolean changed = new SettingsEditor(coffer.places().config()).set(SETTING, keystore.name());
        output.print((changed ? "logins are kept in " : "logins are kept in, as before, ") + keystore.name());
        if (changed && !keystore.name().equals(coffer.keystore().name())) {
            mentionWhatStays(coffer, keystore);
        }
    }

    private static Keystore best(Coffer coffer) {
        return coffer.keystores()
                .named(SecretService.NAME)
                .filter(keystore -> keystore.probe() instanceof Availability.Available)
                .orElseGet(() -> coffer.keystores().named(Vault.NAME).orElseThrow());
    }

    private static Keystore named(Coffer coffer, String name) throws StoreException {
        Keystore keystore = coffer.keystores()
                .named(name)
                .orElseThrow(() -> new StoreException(
                        Kind.REFUSED,
                        "there is no store " + name,
                        "choose one of " + String.join(", ", Keystores.NAMES) + ", or " + AUTO));
        if (keystore.probe() instanceof Availability.Missing missing) {
            throw new StoreException(
                    Kind.UNREACHABLE, name + " cannot be used here: " + missing.reason(), missing.whatToDo());
        }
        return keystore;
    }

    private void mentionWhatStays(Coffer before, Keystore chosen) {
        List<?> left;
        try {
            left = before.accounts().list();
        } catch (StoreException unreadable) {
            output.note(before.keystore().name() + " cannot be read now: " + unreadable.getMessage());
            return;
        }
        if (!left.isEmpty()) {
            output.note("logins that are still in " + before.keystore().name() + ": " + left.size()
                    + "; to move them: coffer migrate --from "
                    + before.keystore().name() + " --to " + chosen.name());
        }
    }
}
