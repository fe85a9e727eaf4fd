package dev.coffer.core.keystores;

import dev.coffer.api.CredentialStore;
import dev.coffer.api.StoreException;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.core.settings.Settings;
import dev.coffer.keychain.pass.Pass;
import dev.coffer.keychain.secretservice.SecretService;
import dev.coffer.keychain.secretservice.SecretServiceSettings;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.vault.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All keystores there are, by their names. Making one of Linux does no input or output. */
public final class Keystores {
    /** The names, in the order in which they are shown. */
    public static final List<String> NAMES =
            List.of(Vault.NAME, SecretService.NAME, Pass.NAME, "osxkeychain", "wincred");

    private final Environment environment;
    private final Places places;
    private final Settings settings;
    private final Vault vault;

    public Keystores(Environment environment, Places places, Settings settings, Vault vault) {
        this.environment = environment;
        this.places = places;
        this.settings = settings;
        this.vault = vault;
    }

    /** The keystore of this name, if there is one. */
    public Optional<Keystore> named(String name) {
        return switch (name) {
            case Vault.NAME -> Optional.of(new VaultKeystore(vault));
            case SecretService.NAME -> Optional.of(secretService());
            case Pass.NAME -> Optional.of(pass());
            default -> NAMES.contains(name) ? Optional.of(host(name)) : Optional.empty();
        };
    }

    private static Keystore host(String name) {
        for (HostKeystore host : ServiceLoader.load(HostKeystore.class)) {
            if (host.name().equals(name)) {
                try {
                    return host.open();
                } catch (StoreException notItsSystem) {
                    return new MissingKeystore(name, String.valueOf(notItsSystem.getMessage()));
                }
            }
        }
        return new MissingKeystore(name, "the native executable for this system has no such keystore");
    }

    /**
     * The store behind Docker's own helper {@code docker-credential-NAME}, with that helper's rules: no accounts, no
     * routes, no other spellings of a server.
     */
    public Optional<CredentialStore> speakingFor(String helper) {
        return helper.equals(Vault.NAME) ? Optional.empty() : named(helper).map(Keystore::asUpstream);
    }

    /** The logins in a keystore. */
    public Accounts accounts(Keystore keystore) {
        return new Accounts(keystore.credentials(), keystore.secrets(), places.data());
    }

    /** A migration between two keystores. */
    public Migration migration(Keystore from, Keystore to) {
        return new Migration(from, to, accounts(from), accounts(to));
    }

    private Keystore secretService() {
        SecretServiceSettings defaults = SecretServiceSettings.DEFAULT;
        SecretService service = SecretService.open(
                environment,
                new SecretServiceSettings(
                        settings.collection(), defaults.plainSession(), defaults.answerLimit(), defaults.promptLimit()),
                new HostAbstractSockets());
        return new ComposedKeystore(
                SecretService.NAME,
                service,
                service.asUpstream(),
                service::listUsers,
                service.secrets(),
                service::probe);
    }

    private Keystore pass() {
        Path locks = places.data();
        Pass pass = Pass.open(
                environment,
                places.home(),
                locks,
                ProgramFinder.on(environment.get("PATH").orElse("")));
        return new ComposedKeystore(Pass.NAME, pass, pass.asUpstream(), pass::listUsers, pass.secrets(), pass::probe);
    }
}
