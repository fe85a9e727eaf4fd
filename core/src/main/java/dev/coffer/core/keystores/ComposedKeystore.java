package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.SecretStore;
import dev.coffer.keychain.Availability;
import java.util.function.Supplier;

/** A keystore made of the two stores of its kind. */
record ComposedKeystore(
        String name,
        CredentialStore credentials,
        CredentialStore asUpstream,
        SecretStore secrets,
        Supplier<Availability> prober)
        implements Keystore {
    @Override
    public Availability probe() {
        return prober.get();
    }
}
