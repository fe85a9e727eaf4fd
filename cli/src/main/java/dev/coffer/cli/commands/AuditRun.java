package dev.coffer.cli.commands;

import dev.coffer.core.audit.Audit;
import dev.coffer.core.audit.AuditReport;
import dev.coffer.core.audit.Fix;
import dev.coffer.core.audit.FixOutcome;
import dev.coffer.core.audit.Machine;
import dev.coffer.core.audit.Severity;
import dev.coffer.platform.places.Environment;
import java.io.IOException;

/** Audits this machine, mends what is safe if that is wanted, and prints what was found. */
final class AuditRun {
    private final Output output;
    private final Environment environment;

    AuditRun(Output output, Environment environment) {
        this.output = output;
        this.environment = environment;
    }

    /**
     * Runs the audit.
     *
     * @param json true for {@link AuditJson}, with all about fixes on standard error
     * @param fix true to mend first what is safe, after saying what that is
     * @return {@link ExitStatus#FAILED} when there is something worse than a note in the end
     */
    int run(boolean json, boolean fix) throws IOException {
        AuditReport report = audit();
        if (fix) {
            mend(report);
            report = audit();
        }
        if (json) {
            output.write(AuditJson.of(report));
        } else {
            AuditView.lines(report).forEach(output::print);
        }
        boolean isWell = report.worst().orElse(Severity.NOTE) == Severity.NOTE;
        return isWell ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private AuditReport audit() throws IOException {
        return Audit.standard().of(Machine.of(environment, new AuditSetUp(environment, new AuditNotes(output))));
    }

    /** All of it is shown before any of it is done. */
    private void mend(AuditReport report) {
        if (report.fixes().isEmpty()) {
            output.note("nothing can be mended without you");
            return;
        }
        for (Fix fix : report.fixes()) {
            output.note("will be done: " + fix.describe());
        }
        for (Fix fix : report.fixes()) {
            switch (FixOutcome.of(fix)) {
                case FixOutcome.Mended _ -> output.note("done: " + fix.describe());
                case FixOutcome.DoneAlready _ -> output.note("done already: " + fix.describe());
                case FixOutcome.Failed failed ->
                    output.fail("not done: " + fix.describe() + ": " + failed.reason(), failed.whatToDo());
            }
        }
    }
}
