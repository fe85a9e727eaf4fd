package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.keychain.layout.MetadataText;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Secrets as generic passwords, in our own layout: {@code docs/keystores-os.md} has it. */
final class SecretLayout {
    private static final Value GENERIC_PASSWORD = new Value.Constant("kSecClassGenericPassword");
    private static final Value SERVICE = new Value.Text("dev.coffer.secrets");
    private static final String LABEL_PREFIX = "coffer: ";

    private SecretLayout() {}

    /** What all secrets have in common and nothing else has. */
    static Map<Key, Value> query() {
        Map<Key, Value> query = new EnumMap<>(Key.class);
        query.put(Key.CLASS, GENERIC_PASSWORD);
        query.put(Key.SERVICE, SERVICE);
        return query;
    }

    /** The item of one secret. */
    static Map<Key, Value> query(SecretId id) {
        Map<Key, Value> query = query();
        query.put(Key.ACCOUNT, new Value.Text(id.value()));
        query.put(Key.LABEL, new Value.Text(LABEL_PREFIX + id));
        return query;
    }

    /** A new item. */
    static Map<Key, Value> newItem(SecretId id, Secret secret, Map<String, String> metadata) {
        Map<Key, Value> item = query(id);
        item.putAll(changes(secret, metadata));
        return item;
    }

    /** What makes an item that of another secret of the same id. */
    static Map<Key, Value> changes(Secret secret, Map<String, String> metadata) {
        Map<Key, Value> changes = new EnumMap<>(Key.class);
        changes.put(Key.GENERIC, new Value.Bytes(Secret.owning(MetadataText.encode(metadata))));
        changes.put(Key.DATA, new Value.Bytes(Secret.owning(secret.copyBytes())));
        return changes;
    }

    /** The id; empty when the attributes are not those of a secret of ours. */
    static Optional<SecretId> id(Map<Key, Value> attributes) {
        if (!(attributes.get(Key.ACCOUNT) instanceof Value.Text account)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SecretId(account.text()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The metadata; empty when they are not ours. */
    static Optional<Map<String, String>> metadata(Map<Key, Value> attributes) {
        return MetadataText.decode(
                attributes.get(Key.GENERIC) instanceof Value.Bytes generic
                        ? generic.bytes().copyBytes()
                        : new byte[0]);
    }
}
