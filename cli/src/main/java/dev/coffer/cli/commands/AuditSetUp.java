package dev.coffer.cli.commands;

import dev.coffer.api.StoreException;
import dev.coffer.cli.setup.Machine;
import dev.coffer.cli.setup.Plan;
import dev.coffer.cli.setup.Report;
import dev.coffer.cli.setup.Setup;
import dev.coffer.core.audit.Fix;
import dev.coffer.core.audit.SetUpKnowledge;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.util.Optional;

/**
 * What set-up knows of this machine, for the audit.
 *
 * @param report is told what the move of logins does
 */
record AuditSetUp(Environment environment, Report report) implements SetUpKnowledge {
    @Override
    public boolean hasWrittenCredsStore() throws IOException, StoreException {
        return setup(environment).hasSetUpDocker();
    }

    @Override
    public Optional<Fix> moveLogins() {
        return Optional.of(new MoveLogins(environment, report));
    }

    private static Setup setup(Environment environment) throws IOException {
        return Setup.of(environment, Machine.here(), false);
    }

    /** Set-up's own steps, which read each login back before they blank it, and keep what the files were. */
    private record MoveLogins(Environment environment, Report report) implements Fix {
        @Override
        public String describe() {
            return "move the plain-text logins of docker and podman into the store: coffer migrate --from config.json";
        }

        @Override
        public boolean isDone() throws IOException, StoreException {
            return plan().isDone();
        }

        @Override
        public void apply() throws IOException, StoreException {
            plan().run(report);
        }

        private Plan plan() throws IOException, StoreException {
            return setup(environment).plainTextPlan();
        }
    }
}
