package dev.coffer.kubernetes.kubelet;

import java.util.Optional;

/** The versions of the protocol. An answer must be of the version that was asked, or the kubelet throws it away. */
public enum PluginVersion {
    /** Since Kubernetes 1.26; the only one with service accounts. */
    V1("v1"),
    /** Since Kubernetes 1.24. */
    V1BETA1("v1beta1"),
    /** Since Kubernetes 1.20. */
    V1ALPHA1("v1alpha1");

    static final String GROUP = "credentialprovider.kubelet.k8s.io/";

    private final String apiVersion;

    PluginVersion(String version) {
        this.apiVersion = GROUP + version;
    }

    /** The text of the field {@code apiVersion}. */
    public String apiVersion() {
        return apiVersion;
    }

    /** The version with this text, compared letter by letter. */
    public static Optional<PluginVersion> of(String apiVersion) {
        for (PluginVersion version : values()) {
            if (version.apiVersion.equals(apiVersion)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
