package dev.coffer.core.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the audit found.
 *
 * @param findings the worst first
 * @param helpers the helpers that are configured and can be found
 */
public record AuditReport(List<Finding> findings, List<HelperSeen> helpers) {
    /** Sorts the findings. */
    public AuditReport {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        helpers = List.copyOf(helpers);
    }

    /** The severity of the worst finding; empty when there is none. */
    public Optional<Severity> worst() {
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(findings.getFirst().severity());
    }

    /** The fixes of all findings, each once. */
    public Collection<Fix> fixes() {
        LinkedHashSet<Fix> fixes = new LinkedHashSet<>();
        for (Finding finding : findings) {
            finding.fix().ifPresent(fixes::add);
        }
        return fixes;
    }
}
