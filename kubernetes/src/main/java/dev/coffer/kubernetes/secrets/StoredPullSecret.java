package dev.coffer.kubernetes.secrets;

import dev.coffer.api.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * A secret as it was found in a file.
 *
 * @param name its name; empty when the file gives none
 * @param namespace its namespace, if the file names one
 * @param type its type; {@code Opaque} when the file gives none
 * @param data its decoded values
 * @param annotations its annotations
 */
public record StoredPullSecret(
        String name,
        Optional<String> namespace,
        String type,
        Map<String, Secret> data,
        Map<String, String> annotations) {
    public StoredPullSecret {
        data = Map.copyOf(data);
        annotations = Map.copyOf(annotations);
    }

    /** The servers in it, as a kubelet finds them by type and key; a secret of another type has none. */
    public AuthTable table() {
        Optional<SecretType> known = SecretType.of(type);
        if (known.isEmpty()) {
            return AuthTable.none("its type is not " + SecretType.DOCKERCONFIGJSON.type() + " or "
                    + SecretType.DOCKERCFG.type() + ", so kubelets ignore it");
        }
        Secret content = data.get(known.get().key());
        if (content == null || content.isEmpty()) {
            return AuthTable.none("it has no data below " + known.get().key() + ", so kubelets ignore it");
        }
        return AuthTable.parse(content.copyBytes(), known.get());
    }
}
