package dev.coffer.kubernetes.kubelet;

/** A credential cannot be said in the kubelet's protocol, which knows only user names and passwords that are text. */
public final class UnusableCredentialException extends Exception {
    UnusableCredentialException(String message) {
        super(message);
    }
}
