package dev.coffer.kubernetes.secrets;

import dev.coffer.platform.terminal.Printable;

/**
 * One place from which a kubelet takes registry credentials.
 *
 * @param kind which of the three keyrings it belongs to
 * @param name the name of the secret, the file or the plugin
 * @param table what is in it
 */
public record CredentialPlace(Kind kind, String name, AuthTable table) {
    /** The keyrings of a kubelet, in the order in which it asks them. */
    public enum Kind {
        /** The secrets named by the pod, then those of its service account. */
        PULL_SECRET("pull secret"),
        /** The docker configuration of the node. */
        NODE_CONFIG("node configuration"),
        /** The answers of all credential provider plugins together. */
        PLUGIN("plugin");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** The place of a secret read from a file. */
    public static CredentialPlace of(StoredPullSecret secret) {
        return new CredentialPlace(Kind.PULL_SECRET, secret.name(), secret.table());
    }

    /** For people. */
    public String describe() {
        return kind.word + " " + Printable.escape(name);
    }
}
