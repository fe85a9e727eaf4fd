package dev.coffer.core.audit;

import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.containers.RegistriesConf;
import java.io.IOException;

/** Files with logins or helpers that tools cannot understand, and entries without a login that can be read. */
final class MalformedFiles implements Check {
    @Override
    public String subject() {
        return "malformed files";
    }

    @Override
    public void look(Machine machine, Findings findings) throws IOException {
        LoginFiles files = machine.loginFiles();
        files.malformed()
                .forEach((file, mistake) -> findings.add(
                        Finding.of(Code.MALFORMED_FILE, file, mistake + "; tools go on without its logins, or fail")
                                .advising("mend the file by hand at that place")));
        for (LoginFile file : files.readable()) {
            for (AuthEntry entry : file.entries()) {
                if (entry.problem().isPresent()) {
                    findings.add(Finding.of(
                                    Code.MALFORMED_ENTRY,
                                    file.path(),
                                    "the entry of " + Shown.key(entry.server()) + ": "
                                            + entry.problem().get()
                                            + "; it may cost docker and crane the other logins, too")
                            .advising("take the entry out of the file, then log in again: coffer login "
                                    + Shown.key(entry.server())));
                }
            }
        }
        for (String line :
                RegistriesConf.of(machine.environment()).credentialHelpers().notUnderstood()) {
            findings.add(Finding.of(Code.MALFORMED_FILE, "registries.conf", "it may name helpers: " + line)
                    .advising("mend the file by hand at that place"));
        }
    }
}
