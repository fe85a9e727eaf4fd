package dev.coffer.cli.commands;

/** What the exit statuses of {@code coffer} mean. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
