package dev.coffer.cli.commands;

import dev.coffer.cli.setup.Report;

/** Prints what a plan says. */
record PrintedReport(Output output) implements Report {
    @Override
    public void line(String line) {
        output.print(line);
    }

    @Override
    public void note(String line) {
        output.note(line);
    }
}
