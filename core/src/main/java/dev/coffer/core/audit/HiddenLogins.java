package dev.coffer.core.audit;

import dev.coffer.core.audit.LoginFile.Kind;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.containers.CredentialHelpers;
import dev.coffer.docker.containers.RegistriesConf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logins that a tool never gets to, because something before them answers or ends the search. */
final class HiddenLogins implements Check {
    @Override
    public String subject() {
        return "hidden logins";
    }

    @Override
    public void look(Machine machine, Findings findings) throws IOException {
        List<LoginFile> podmans = new ArrayList<>();
        for (LoginFile file : machine.loginFiles().readable()) {
            switch (file.kind()) {
                case DOCKER, HELM -> {
                    behindHelpers(machine, file, findings);
                    behindExactKeys(file, findings);
                }
                case PODMAN -> podmans.add(file);
                case LEGACY -> {}
            }
        }
        behindEarlierFiles(podmans, findings);
        outsideTheList(machine, podmans, findings);
    }

    private static void behindHelpers(Machine machine, LoginFile file, Findings findings) {
        for (AuthEntry entry : file.credentials()) {
            Optional<String> helper = file.helperFor(entry.server());
            if (helper.isPresent() && !Keys.isHubToken(entry.server())) {
                String key = Shown.key(entry.server());
                findings.add(Finding.of(
                                Code.HIDDEN_LOGIN,
                                file.path(),
                                reader(file) + " never reads the login of " + key
                                        + ": it asks " + Shown.helper(helper.get())
                                        + ", and stops there even when that has nothing" + others(file))
                        .mendedBy(Command.of("coffer", "import", file.path().toString()))
                        .withFix(BlankHiddenLogin.of(machine, file, entry, helper.get())));
            }
        }
    }

    private static String reader(LoginFile file) {
        return file.kind() == Kind.HELM ? "helm" : "docker";
    }

    private static String others(LoginFile file) {
        return file.kind() == Kind.HELM ? "" : "; podman, skopeo and jib still read it";
    }

    private static void behindExactKeys(LoginFile file, Findings findings) {
        Map<String, AuthEntry> byKey = new HashMap<>();
        file.entries().forEach(entry -> byKey.put(entry.server(), entry));
        for (AuthEntry entry : file.credentials()) {
            String host = Keys.host(entry.server());
            AuthEntry exact = byKey.get(host);
            boolean isHidden = exact != null
                    && !entry.server().equals(host)
                    && !Keys.isHubToken(entry.server())
                    && !exact.credential().equals(entry.credential());
            if (isHidden && file.helperFor(entry.server()).isEmpty()) {
                findings.add(Finding.of(
                                Code.HIDDEN_LOGIN,
                                file.path(),
                                reader(file) + " never uses the login of " + Shown.key(entry.server())
                                        + ": the entry of " + Shown.key(host)
                                        + " answers for the whole host, even if it is empty")
                        .advising("keep both in Coffer, which knows paths: coffer import " + file.path()));
            }
        }
    }

    /** Podman takes the first file that has an entry. */
    private static void behindEarlierFiles(List<LoginFile> podmans, Findings findings) {
        Map<String, LoginFile> first = new HashMap<>();
        Map<String, AuthEntry> answers = new HashMap<>();
        for (LoginFile file : podmans) {
            for (AuthEntry entry : file.credentials()) {
                AuthEntry answer = answers.putIfAbsent(entry.server(), entry);
                LoginFile before = first.putIfAbsent(entry.server(), file);
                if (answer != null && before != null && !answer.credential().equals(entry.credential())) {
                    String key = Shown.key(entry.server());
                    findings.add(Finding.of(
                                    Code.HIDDEN_LOGIN,
                                    file.path(),
                                    "podman never reads the login of " + key + ": another one for it stands in "
                                            + before.path() + ", which is read first")
                            .mendedBy(Command.of(
                                    "podman",
                                    "logout",
                                    "--authfile",
                                    before.path().toString(),
                                    key)));
                }
            }
        }
    }

    private static void outsideTheList(Machine machine, List<LoginFile> podmans, Findings findings) throws IOException {
        Optional<CredentialHelpers.Setting> list =
                RegistriesConf.of(machine.environment()).credentialHelpers().inForce();
        if (list.isEmpty() || list.get().helpers().contains(CredentialHelpers.AUTH_FILES)) {
            return;
        }
        for (LoginFile file : podmans) {
            if (!file.credentials().isEmpty()) {
                findings.add(Finding.of(
                                Code.HIDDEN_LOGIN,
                                file.path(),
                                "podman and skopeo read no auth file: credential-helpers in "
                                        + list.get().file() + " does not name " + CredentialHelpers.AUTH_FILES)
                        .advising("add \"" + CredentialHelpers.AUTH_FILES + "\" at the end of that list"));
            }
        }
    }
}
