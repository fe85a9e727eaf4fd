package dev.coffer.cli.commands;

import dev.coffer.cli.setup.Report;

/** Puts what a plan says on standard error: standard output is the audit's. */
record AuditNotes(Output output) implements Report {
    @Override
    public void line(String line) {
        output.note(line);
    }

    @Override
    public void note(String line) {
        output.note(line);
    }
}
