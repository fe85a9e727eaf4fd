package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.providers.Finding.Severity;
import java.util.List;

/**
 * A configuration and what is to be said about it.
 *
 * @param config what could be read
 * @param findings by file and place
 */
public record ProviderReport(ProviderConfig config, List<Finding> findings) {
    public ProviderReport {
        findings = List.copyOf(findings);
    }

    /** Whether a kubelet starts with it, as far as the files tell. */
    public boolean isAccepted() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
