package dev.coffer.cli.commands;

import dev.coffer.core.audit.AuditReport;
import dev.coffer.core.audit.Finding;
import dev.coffer.core.audit.HelperSeen;
import dev.coffer.core.audit.Remedy;
import dev.coffer.core.audit.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An audit for people to read: by severity, and each remedy on a line of its own, a command after a dollar sign. */
final class AuditView {
    private AuditView() {}

    /** The lines, not yet escaped. */
    static List<String> lines(AuditReport report) {
        List<String> lines = new ArrayList<>();
        Optional<Severity> former = Optional.empty();
        for (Finding finding : report.findings()) {
            if (!former.equals(Optional.of(finding.severity()))) {
                former = Optional.of(finding.severity());
                lines.add(finding.severity().name());
            }
            lines.add("  " + finding.subject() + ": " + finding.reason() + " [" + finding.code() + "]");
            finding.remedy().ifPresent(remedy -> lines.add("    " + text(remedy)));
        }
        if (!report.helpers().isEmpty()) {
            helpers(report.helpers()).lines().forEach(lines::add);
        }
        lines.add(summary(report));
        return lines;
    }

    private static String text(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Command command -> "$ " + command.text();
            case Remedy.Advice advice -> "> " + advice.text();
        };
    }

    private static Table helpers(List<HelperSeen> helpers) {
        Table table = new Table("HELPER", "PROGRAM", "TIME", "CONFIGURED BY");
        for (HelperSeen helper : helpers) {
            table.add(
                    helper.name(),
                    helper.program().toString(),
                    helper.time().map(time -> time.toMillis() + " ms").orElse("fails"),
                    String.join("; ", helper.places()));
        }
        return table;
    }

    private static String summary(AuditReport report) {
        if (report.findings().isEmpty()) {
            return "nothing was found that should be mended";
        }
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = report.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + severity.name().toLowerCase(Locale.ROOT));
            }
        }
        String found = "found: " + String.join(", ", counts);
        int fixes = report.fixes().size();
        return fixes == 0 ? found : found + "; coffer doctor --fix does what is safe of it (" + fixes + ")";
    }
}
