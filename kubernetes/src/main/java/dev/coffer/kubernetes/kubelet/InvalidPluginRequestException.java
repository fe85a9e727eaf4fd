package dev.coffer.kubernetes.kubelet;

/** The input is not a request of the kubelet. The message repeats names of fields only, with control characters escaped. */
public final class InvalidPluginRequestException extends Exception {
    InvalidPluginRequestException(String message) {
        super(message);
    }
}
