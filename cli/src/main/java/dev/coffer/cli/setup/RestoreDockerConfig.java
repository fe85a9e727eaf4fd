package dev.coffer.cli.setup;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.platform.files.AtomicFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Gives docker's config.json its former {@code credsStore}. A file that nobody has changed since set-up becomes, byte for
 * byte, what it was, as far as that is still true: the password of a login that has ended or changed does not come back.
 */
final class RestoreDockerConfig implements Step {
    private final LoginFile file;
    private final MoveLogins change;
    private final Originals originals;
    private final VaultLogins vault;
    private final boolean inPlainText;

    /**
     * @param change what set-up did to the file
     * @param inPlainText true to write the vault's logins into the file
     */
    RestoreDockerConfig(
            LoginFile file, MoveLogins change, Originals originals, VaultLogins vault, boolean inPlainText) {
        this.file = file;
        this.change = change;
        this.originals = originals;
        this.vault = vault;
        this.inPlainText = inPlainText;
    }

    @Override
    public String describe() {
        return "restore credsStore in " + file.path()
                + (inPlainText ? ", and write the logins there in plain text" : "; the logins stay in the vault");
    }

    @Override
    public boolean isDone() throws IOException {
        return !Clients.askCoffer(file.read());
    }

    @Override
    public void run(Report report) throws IOException, StoreException {
        Optional<Originals.Original> original = originals.first(file.path());
        List<VaultLogins.Login> logins = inPlainText ? vault.all() : List.of();
        DockerConfig before =
                file.parse(original.map(Originals.Original::content).orElse(Secret.ofText("")));
        boolean madeBySetup = original.isPresent() && !original.get().existed();
        if (madeBySetup && logins.isEmpty() && change.changed(before).sameTextAs(file.read())) {
            AtomicFile.delete(file.path());
        } else {
            file.edit(current -> restored(current, before, logins));
        }
    }

    private DockerConfig restored(DockerConfig current, DockerConfig before, List<VaultLogins.Login> logins) {
        Optional<String> former = before.credsStore().filter(suffix -> !suffix.equals(Clients.COFFER));
        boolean untouched = !Clients.askCoffer(before) && change.changed(before).sameTextAs(current);
        DockerConfig restored = untouched
                ? withoutEndedLogins(before, logins)
                : former.map(current::withCredsStore).orElseGet(current::withoutCredsStore);
        for (VaultLogins.Login login : logins) {
            if (!isIn(restored, login)) {
                restored = restored.withPlainText(login.key(), login.credential());
            }
            // With a credsStore, docker reads the file only for servers whose helper has an empty name.
            if (former.isPresent()) {
                restored = restored.withCredHelper(login.key(), "");
            }
        }
        return restored;
    }

    /** Blanks what set-up has moved, unless it is wanted in plain text and still the login. */
    private DockerConfig withoutEndedLogins(DockerConfig before, List<VaultLogins.Login> logins) {
        DockerConfig restored = before;
        PlainLogins moved = change.loginsOf(before);
        for (PlainLogins.Login login : moved.moving()) {
            if (logins.stream().noneMatch(kept -> isSame(kept, login.server(), login.credential()))) {
                restored = restored.withMarker(login.key());
            }
        }
        for (String key : moved.shadowed()) {
            restored = inPlainText ? restored : restored.withMarker(key);
        }
        return restored;
    }

    private boolean isIn(DockerConfig config, VaultLogins.Login wanted) {
        return change.loginsOf(config).moving().stream()
                .anyMatch(login -> isSame(wanted, login.server(), login.credential()));
    }

    private static boolean isSame(VaultLogins.Login login, ServerAddress server, Credential credential) {
        return login.server().equals(server)
                && login.credential().username().equals(credential.username())
                && login.credential().secret().equals(credential.secret());
    }
}
