package dev.coffer.cli.setup;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.PlainLogins.Login;
import dev.coffer.core.accounts.Accounts;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.config.BlankedBackup;
import dev.coffer.docker.config.DockerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the plain-text logins of a file into the vault. First the file as it is goes there, then each login, and each is
 * read back; only then the file is changed, by one rename. For a config.json that same rename has its tools ask Coffer: at every
 * moment they find a login either in the file or in the vault.
 */
final class MoveLogins implements Step {
    private final LoginFile file;
    private final Reach reach;
    private final Set<String> answeredByOldHelper;
    private final Accounts accounts;
    private final Originals originals;

    /**
     * @param reach about which servers the file shall have its tools ask Coffer; only their logins are moved
     * @param answeredByOldHelper identities of the servers for which the tools ask their present helper
     */
    MoveLogins(LoginFile file, Reach reach, Set<String> answeredByOldHelper, Accounts accounts, Originals originals) {
        this.file = file;
        this.reach = reach;
        this.answeredByOldHelper = Set.copyOf(answeredByOldHelper);
        this.accounts = accounts;
        this.originals = originals;
    }

    /** A file's content and what is to become of its logins. */
    private record Snapshot(Secret content, DockerConfig config, PlainLogins logins) {}

    @Override
    public String describe() {
        return reach.describe(file.path());
    }

    @Override
    public List<String> remarks() throws IOException {
        List<String> remarks = new ArrayList<>();
        PlainLogins logins = snapshot().logins();
        for (Login login : logins.moving()) {
            remarks.add("moves " + login.key());
        }
        for (String key : logins.shadowed()) {
            remarks.add("blanks " + key + ", which no tool reads while another helper is asked; the vault keeps it"
                    + " with the original of the file only");
        }
        for (PlainLogins.Staying entry : logins.staying()) {
            remarks.add(entry.toString());
        }
        return remarks;
    }

    @Override
    public boolean isDone() throws IOException {
        Snapshot now = snapshot();
        return changed(now.config(), now.logins()).sameTextAs(now.config());
    }

    @Override
    public void run(Report report) throws IOException, StoreException {
        Snapshot before = snapshot();
        originals.keep(file.path(), new Originals.Original(before.content(), file.exists()));
        if (file.kind() == LoginFile.Kind.DOCKER && file.exists()) {
            new BlankedBackup(file.path()).write(before.config());
        }
        for (Login login : before.logins().moving()) {
            store(login, report);
        }
        Map<String, AuthEntry> safe = entries(before.config());
        file.edit(current -> changed(current, before.logins().asFarAsIn(current, safe)));
    }

    /** About which servers the file shall have its tools ask Coffer. */
    Reach reach() {
        return reach;
    }

    /** What the file becomes. */
    DockerConfig changed(DockerConfig config) {
        return changed(config, loginsOf(config));
    }

    /** What is to become of the logins of such a file. */
    PlainLogins loginsOf(DockerConfig config) {
        return PlainLogins.of(reach.sorting(config), file.kind(), answeredByOldHelper)
                .only(reach);
    }

    private DockerConfig changed(DockerConfig config, PlainLogins logins) {
        return reach.addedTo(logins.blankedIn(config));
    }

    private Snapshot snapshot() throws IOException {
        Secret content = file.content();
        DockerConfig config = file.parse(content);
        return new Snapshot(content, config, loginsOf(config));
    }

    private void store(Login login, Report report) throws StoreException, SetupException {
        String username = login.credential().username();
        Optional<Credential> known = accounts.find(login.server(), username);
        if (known.isPresent() && known.get().secret().equals(login.credential().secret())) {
            return;
        }
        if (known.isPresent()) {
            report.note(login.key() + ": another password of " + username + " was in the vault; the one in "
                    + file.path() + " takes its place");
        }
        accounts.login(login.server(), login.credential());
        Optional<Credential> back = accounts.find(login.server(), username);
        if (back.isEmpty() || !back.get().secret().equals(login.credential().secret())) {
            throw new SetupException(
                    "the vault did not give back what it was given for " + login.key() + "; " + file.path()
                            + " was not changed",
                    "");
        }
    }

    private static Map<String, AuthEntry> entries(DockerConfig config) {
        Map<String, AuthEntry> entries = new HashMap<>();
        config.auths().forEach(entry -> entries.put(entry.server(), entry));
        return entries;
    }
}
