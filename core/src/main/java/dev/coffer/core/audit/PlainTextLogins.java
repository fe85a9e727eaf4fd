package dev.coffer.core.audit;

import dev.coffer.core.audit.LoginFile.Kind;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.config.AuthEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Registry logins that lie in files. */
final class PlainTextLogins implements Check {
    @Override
    public String subject() {
        return "plain-text logins";
    }

    @Override
    public void look(Machine machine, Findings findings) {
        LoginFiles files = machine.loginFiles();
        Optional<Fix> fix = new SafeMove(machine, files).fix();
        for (LoginFile file : files.readable()) {
            List<AuthEntry> logins = file.logins();
            if (!logins.isEmpty()) {
                Finding finding = Finding.of(Code.PLAIN_TEXT_LOGIN, file.path(), reason(file, logins))
                        .mendedBy(remedy(machine, file, logins));
                findings.add(SafeMove.covers(machine, file) ? finding.withFix(fix) : finding);
            }
        }
    }

    private static String reason(LoginFile file, List<AuthEntry> logins) {
        List<String> servers =
                logins.stream().map(entry -> Shown.key(entry.server())).toList();
        String what = "the logins of " + Shown.list(servers) + " are in plain text (base64 hides nothing)";
        return file.kind() == Kind.LEGACY ? what + ", in a file that docker has not read since 23.0" : what;
    }

    private static Command remedy(Machine machine, LoginFile file, List<AuthEntry> logins) {
        Path path = file.path();
        if (file.kind() == Kind.HELM) {
            Command command = Command.of("coffer", "import", path.toString());
            for (AuthEntry login : logins) {
                command = command.then("helm", "registry", "logout", Shown.key(login.server()));
            }
            return command;
        }
        return SafeMove.covers(machine, file)
                ? Command.of("coffer", "setup")
                : Command.of("coffer", "import", path.toString());
    }
}
