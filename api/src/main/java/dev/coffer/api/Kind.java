package dev.coffer.api;

/** Why a source or store cannot answer or act. */
public enum Kind {
    /** It is locked; somebody has to unlock it. */
    LOCKED,
    /** The credential is there but no longer valid. */
    EXPIRED,
    /** What is stored cannot be read or was tampered with. */
    DAMAGED,
    /** Something forbids it: modes, owners, a rule, the other side. */
    REFUSED,
    /** A limit of time was reached. */
    TIMEOUT,
    /** The place is not there or does not work: no such program, disk full, read-only. */
    UNREACHABLE
}
