package dev.coffer.platform.http;

import java.security.cert.CertificateException;

/** A server certificate that is refused, with the reason told apart. */
final class UntrustedCertificateException extends CertificateException {
    private final Why why;

    UntrustedCertificateException(Why why, CertificateException cause) {
        super(why.toString(), cause);
        this.why = why;
    }

    /** The reasons that call for different remedies. */
    enum Why {
        UNKNOWN_AUTHORITY,
        NOT_VALID_NOW,
        WRONG_NAME
    }

    Why why() {
        return why;
    }
}
