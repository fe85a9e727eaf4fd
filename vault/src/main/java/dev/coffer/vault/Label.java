package dev.coffer.vault;

import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that an entry says beside its secret.
 *
 * @param name what is asked for: a server identity or a secret id
 * @param spelling how the name was spelled when it was last stored
 */
record Label(
        EntryKind kind,
        String name,
        String spelling,
        String username,
        Optional<Instant> expires,
        Optional<String> realm,
        Map<String, String> metadata) {
    Label {
        metadata = Map.copyOf(metadata);
    }

    void writeTo(FieldWriter out) {
        out.u8(kind.code());
        out.text(name);
        out.text(spelling);
        out.text(username);
        out.flag(expires.isPresent());
        if (expires.isPresent()) {
            out.instant(expires.get());
        }
        out.flag(realm.isPresent());
        if (realm.isPresent()) {
            out.text(realm.get());
        }
        out.u32(metadata.size());
        for (Map.Entry<String, String> pair : new TreeMap<>(metadata).entrySet()) {
            out.text(pair.getKey());
            out.text(pair.getValue());
        }
    }

    static Label readFrom(FieldReader in) throws DamagedException {
        EntryKind kind = EntryKind.ofCode(in.u8());
        String name = in.text();
        String spelling = in.text();
        String username = in.text();
        Optional<Instant> expires = in.flag() ? Optional.of(in.instant()) : Optional.empty();
        Optional<String> realm = in.flag() ? Optional.of(in.text()) : Optional.empty();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int pairs = in.u32(); pairs > 0; pairs--) {
            String key = in.text();
            if (metadata.put(key, in.text()) != null) {
                throw new DamagedException("names the same metadata twice");
            }
        }
        return new Label(kind, name, spelling, username, expires, realm, metadata);
    }
}
