package dev.coffer.core.audit;

import java.util.Optional;

/**
 * One thing that the audit has found. No text of it holds a secret. Texts may hold control characters out of files: they
 * are escaped where they are printed.
 *
 * @param code what it is
 * @param subject the file, variable, helper or server that it is about
 * @param reason why it matters here, one or two sentences
 * @param remedy what mends it
 * @param fix what mends it at once, where that is safe
 */
public record Finding(Code code, String subject, String reason, Optional<Remedy> remedy, Optional<Fix> fix) {
    static Finding of(Code code, Object subject, String reason) {
        return new Finding(code, subject.toString(), reason, Optional.empty(), Optional.empty());
    }

    Finding mendedBy(Remedy mending) {
        return new Finding(code, subject, reason, Optional.of(mending), fix);
    }

    Finding advising(String text) {
        return mendedBy(new Remedy.Advice(text));
    }

    Finding withFix(Optional<? extends Fix> safe) {
        return new Finding(code, subject, reason, remedy, safe.map(Fix.class::cast));
    }

    /** How bad it is. */
    public Severity severity() {
        return code.severity();
    }
}
