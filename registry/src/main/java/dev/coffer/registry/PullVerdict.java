package dev.coffer.registry;

/**
 * What a registry says to a pull.
 *
 * @param kind what it comes to
 * @param message what happened, and where: one line, lower case, without a final stop, never a secret
 * @param remedy what to do next; empty when there is nothing to do
 */
public record PullVerdict(Kind kind, String message, String remedy) {
    /** What the registry's answers come to. */
    public enum Kind {
        /** The image can be pulled. */
        PULLABLE,
        /** There is no credential, and the registry does not give the image to everybody. */
        NEEDS_LOGIN,
        /** The registry does not know the user or the secret is wrong. */
        WRONG_CREDENTIAL,
        /** The secret is past its end. */
        EXPIRED,
        /** The credential is good, but not for this repository. */
        NO_PERMISSION,
        /** The registry has no such image, or hides it from this account. */
        NO_SUCH_IMAGE,
        /** Too many requests; the image may be pulled later. */
        RATE_LIMITED,
        /** The registry's certificate is not trusted, or TLS fails. */
        TLS,
        /** No answer was had. */
        UNREACHABLE,
        /** Something is wrong with the registry itself or with the way it asks for credentials. */
        REGISTRY_TROUBLE,
        /** To go on would have sent the secret to a place that must not get it. */
        UNSAFE
    }
}
