package dev.coffer.registry;

/** The check has come to its end before its last step, with this verdict. */
final class StoppedException extends Exception {
    private final transient Verdict.Failed verdict;

    StoppedException(Verdict.Failed verdict) {
        super(verdict.message());
        this.verdict = verdict;
    }

    Verdict.Failed verdict() {
        return verdict;
    }
}
