package dev.coffer.kubernetes.secrets;

import java.util.Optional;

/** The two types of secret in which a kubelet looks for registry credentials. */
public enum SecretType {
    /** The content of a docker {@code config.json}: what is written today. */
    DOCKERCONFIGJSON("kubernetes.io/dockerconfigjson", ".dockerconfigjson"),
    /** The content of the older {@code ~/.dockercfg}: the servers without an {@code auths} around them. */
    DOCKERCFG("kubernetes.io/dockercfg", ".dockercfg");

    private final String type;
    private final String key;

    SecretType(String type, String key) {
        this.type = type;
        this.key = key;
    }

    /** The {@code type} of the object. */
    public String type() {
        return type;
    }

    /** The one key below {@code data}. */
    public String key() {
        return key;
    }

    static Optional<SecretType> of(String type) {
        for (SecretType known : values()) {
            if (known.type.equals(type)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
