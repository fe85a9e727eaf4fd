package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.keychain.layout.RegistryUrl;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials as internet passwords, exactly as docker-credential-osxkeychain lays them down. The one thing added is the
 * comment: it holds the server address as it was spelled, which the other attributes do not tell. What docker's helper
 * stored has no comment and is named by a URL with scheme.
 */
final class DockerLayout {
    private static final Value INTERNET_PASSWORD = new Value.Constant("kSecClassInternetPassword");
    private static final Value LABEL = new Value.Text("Docker Credentials");
    private static final Value HTTP = new Value.Text("http");
    private static final Value HTTPS = new Value.Text("htps");
    private static final Value DEFAULT_AUTHENTICATION = new Value.Text("dflt");

    /** macOS keeps a port in 16 bits and may give one above 32,767 back with a sign. */
    private static final int UNSIGNED_16_BITS = 0xffff;

    private DockerLayout() {}

    /** What all credentials have in common and nothing else has. */
    static Map<Key, Value> query() {
        Map<Key, Value> query = new EnumMap<>(Key.class);
        query.put(Key.CLASS, INTERNET_PASSWORD);
        query.put(Key.LABEL, LABEL);
        return query;
    }

    /** The one item. */
    static Map<Key, Value> query(DockerItem item) {
        Map<Key, Value> query = query();
        query.put(Key.REFERENCE, item.reference());
        return query;
    }

    /** A new item. */
    static Map<Key, Value> newItem(ServerAddress server, Credential credential) {
        Map<Key, Value> item = query();
        item.putAll(variable(server, credential));
        RegistryUrl url = url(server);
        if (url.port() != 0) {
            item.put(Key.PORT, new Value.Int32(url.port()));
        }
        if (!url.path().isEmpty()) {
            item.put(Key.PATH, new Value.Text(url.path()));
        }
        return item;
    }

    /** What makes of an item that of another credential. A port or path that it had must be said to be none. */
    static Map<Key, Value> changes(ServerAddress server, Credential credential) {
        Map<Key, Value> changes = variable(server, credential);
        RegistryUrl url = url(server);
        changes.put(Key.PORT, new Value.Int32(url.port()));
        changes.put(Key.PATH, new Value.Text(url.path()));
        return changes;
    }

    private static Map<Key, Value> variable(ServerAddress server, Credential credential) {
        RegistryUrl url = url(server);
        Map<Key, Value> attributes = new EnumMap<>(Key.class);
        attributes.put(Key.PROTOCOL, url.isPlainHttp() ? HTTP : HTTPS);
        attributes.put(Key.SERVER, new Value.Text(url.host()));
        attributes.put(Key.ACCOUNT, new Value.Text(credential.username()));
        attributes.put(Key.AUTHENTICATION_TYPE, DEFAULT_AUTHENTICATION);
        attributes.put(Key.COMMENT, new Value.Text(server.spelling()));
        attributes.put(
                Key.DATA, new Value.Bytes(Secret.owning(credential.secret().copyBytes())));
        return attributes;
    }

    /** The parts that the item for this server is known by. */
    static RegistryUrl url(ServerAddress server) {
        return RegistryUrl.parse(server.spelling()).orElseThrow();
    }

    /** The item that the attributes describe; empty when they lack what every credential has. */
    static Optional<DockerItem> item(Map<Key, Value> attributes) {
        String host = text(attributes, Key.SERVER);
        if (host.isEmpty() || !(attributes.get(Key.REFERENCE) instanceof Value.Bytes reference)) {
            return Optional.empty();
        }
        String scheme = HTTPS.equals(attributes.get(Key.PROTOCOL)) ? "https" : "http";
        int port = attributes.get(Key.PORT) instanceof Value.Int32 number ? number.number() & UNSIGNED_16_BITS : 0;
        RegistryUrl url = new RegistryUrl(scheme, host, port, text(attributes, Key.PATH));
        String comment = text(attributes, Key.COMMENT);
        boolean commentFits =
                RegistryUrl.parse(comment).filter(url::isSamePlaceAs).isPresent();
        Instant modified = attributes.get(Key.MODIFIED) instanceof Value.Time time ? time.instant() : Instant.MIN;
        return Optional.of(new DockerItem(
                reference, url, commentFits ? comment : url.toString(), text(attributes, Key.ACCOUNT), modified));
    }

    private static String text(Map<Key, Value> attributes, Key key) {
        return attributes.get(key) instanceof Value.Text text ? text.text() : "";
    }
}
