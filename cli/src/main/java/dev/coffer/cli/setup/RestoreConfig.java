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
 * Gives a config.json the helpers that it named before. A file that nobody has changed since becomes, byte for byte, what
 * it was, as far as that is still true: the password of a login that has ended or changed does not come back.
 */
final class RestoreConfig implements Step {
    private final LoginFile file;
    private final List<MoveLogins> changes;
    private final List<Reach> undone;
    private final Originals originals;
    private final VaultLogins vault;
    private final boolean inPlainText;

    /**
     * @param changes what was done to the file, each as it is in there now
     * @param undone those of them that are to be taken back
     * @param inPlainText true to write the vault's logins concerned into the file
     */
    RestoreConfig(
            LoginFile file,
            List<MoveLogins> changes,
            List<Reach> undone,
            Originals originals,
            VaultLogins vault,
            boolean inPlainText) {
        this.file = file;
        this.changes = List.copyOf(changes);
        this.undone = List.copyOf(undone);
        this.originals = originals;
        this.vault = vault;
        this.inPlainText = inPlainText;
    }

    @Override
    public String describe() {
        return "restore "
                + String.join(" and ", undone.stream().map(Reach::name).toList()) + " in " + file.path()
                + (inPlainText ? ", and write the logins there in plain text" : "; the logins stay in the vault");
    }

    @Override
    public boolean isDone() throws IOException {
        DockerConfig config = file.read();
        return undone.stream().noneMatch(reach -> reach.isIn(config));
    }

    @Override
    public void run(Report report) throws IOException, StoreException {
        Optional<Originals.Original> original = originals.first(file.path());
        List<VaultLogins.Login> logins = inPlainText ? loginsConcerned() : List.of();
        DockerConfig before =
                file.parse(original.map(Originals.Original::content).orElse(Secret.ofText("")));
        boolean madeByUs = original.isPresent() && !original.get().existed();
        if (madeByUs && logins.isEmpty() && isUntouched(before, file.read())) {
            AtomicFile.delete(file.path());
        } else {
            file.edit(current -> restored(current, before, logins));
        }
    }

    private List<VaultLogins.Login> loginsConcerned() throws IOException, StoreException {
        return vault.all().stream()
                .filter(login -> undone.stream().anyMatch(reach -> reach.includes(login.server())))
                .toList();
    }

    /** Whether the file is as we made it, and nothing of ours is to stay. */
    private boolean isUntouched(DockerConfig before, DockerConfig current) {
        DockerConfig made = before;
        for (MoveLogins change : changes) {
            made = change.changed(made);
        }
        return !changes.isEmpty()
                && made.sameTextAs(current)
                && changes.stream().allMatch(change -> undone.contains(change.reach()));
    }

    private DockerConfig restored(DockerConfig current, DockerConfig before, List<VaultLogins.Login> logins) {
        DockerConfig restored = current;
        if (isUntouched(before, current) && undone.stream().noneMatch(reach -> reach.isIn(before))) {
            restored = withoutEndedLogins(before, logins);
        } else {
            for (Reach reach : undone) {
                restored = reach.takenFrom(restored, before);
            }
        }
        boolean hidesPlainText = restored.credsStore().isPresent();
        for (VaultLogins.Login login : logins) {
            if (!isIn(restored, login)) {
                restored = restored.withPlainText(login.key(), login.credential());
            }
            // With a credsStore, docker reads the file only for servers whose helper has an empty name.
            if (hidesPlainText) {
                restored = restored.withCredHelper(login.key(), "");
            }
        }
        return restored;
    }

    /** Blanks what was moved, unless it is wanted in plain text and still the login. */
    private DockerConfig withoutEndedLogins(DockerConfig before, List<VaultLogins.Login> logins) {
        DockerConfig restored = before;
        for (MoveLogins change : changes) {
            PlainLogins moved = change.loginsOf(before);
            for (PlainLogins.Login login : moved.moving()) {
                if (logins.stream().noneMatch(kept -> isSame(kept, login.server(), login.credential()))) {
                    restored = restored.withMarker(login.key());
                }
            }
            for (String key : moved.shadowed()) {
                restored = inPlainText ? restored : restored.withMarker(key);
            }
        }
        return restored;
    }

    private boolean isIn(DockerConfig config, VaultLogins.Login wanted) {
        return changes.stream()
                .flatMap(change -> change.loginsOf(config).moving().stream())
                .anyMatch(login -> isSame(wanted, login.server(), login.credential()));
    }

    private static boolean isSame(VaultLogins.Login login, ServerAddress server, Credential credential) {
        return login.server().equals(server)
                && login.credential().username().equals(credential.username())
                && login.credential().secret().equals(credential.secret());
    }
}
