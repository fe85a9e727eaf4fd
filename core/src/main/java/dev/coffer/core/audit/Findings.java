package dev.coffer.core.audit;

import java.util.ArrayList;
import java.util.List;

/** Where a check puts what it finds. Closed once the audit has stopped waiting for it. */
final class Findings {
    private final List<Finding> findings = new ArrayList<>();
    private final List<HelperSeen> helpers = new ArrayList<>();
    private boolean open = true;

    synchronized void add(Finding finding) {
        if (open && !findings.contains(finding)) {
            findings.add(finding);
        }
    }

    synchronized void add(HelperSeen helper) {
        if (open) {
            helpers.add(helper);
        }
    }

    synchronized void close() {
        open = false;
    }

    synchronized List<Finding> all() {
        return List.copyOf(findings);
    }

    synchronized List<HelperSeen> helpers() {
        return List.copyOf(helpers);
    }
}
