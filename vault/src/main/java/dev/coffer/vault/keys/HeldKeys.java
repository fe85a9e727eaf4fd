package dev.coffer.vault.keys;

import dev.coffer.age.AgeException;
import dev.coffer.age.Identity;
import dev.coffer.age.X25519Identity;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A key ring whose identities this process holds, the newest first. In clear it is an age identity file. The older ones
 * stay on the ring so that a rotation that was cut off, a restored backup and a second vault with the same keys can be
 * read; nothing new is encrypted to them.
 */
public final class HeldKeys implements KeyRing {
    private final List<HeldKey> keys;

    private HeldKeys(List<X25519Identity> identities) {
        this.keys = identities.stream().map(HeldKey::new).toList();
    }

    /** A ring with one new identity. */
    public static HeldKeys generate() {
        return new HeldKeys(List.of(X25519Identity.generate()));
    }

    /** Takes the identities over, the newest first. At least one. */
    public static HeldKeys of(List<X25519Identity> identities) {
        return new HeldKeys(identities);
    }

    /** Reads the identity file. The caller wipes it. */
    public static HeldKeys parse(byte[] file) throws DamagedException {
        List<X25519Identity> identities = new ArrayList<>();
        try {
            for (String line : KeyText.lines(file)) {
                identities.add(X25519Identity.parse(line));
            }
        } catch (AgeException.KeyMalformed noIdentity) {
            throw new DamagedException("does not hold an age identity");
        }
        if (identities.isEmpty()) {
            throw new DamagedException("holds no key");
        }
        return new HeldKeys(identities);
    }

    /** The identity file. The caller wipes it. */
    public byte[] encode() {
        StringBuilder file = new StringBuilder("# Coffer's identity: opens the vault, keep it secret\n# written: ")
                .append(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .append('\n');
        for (HeldKey key : keys) {
            file.append("# public key: ")
                    .append(key.recipient())
                    .append('\n')
                    .append(key.identity().encode())
                    .append('\n');
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The recipient of the newest identity. */
    public String current() {
        return keys.getFirst().recipient();
    }

    /** The recipients of all identities, the newest first. */
    public List<String> recipients() {
        return keys.stream().map(HeldKey::recipient).toList();
    }

    /** Copies of the secret bytes of all identities, the newest first. The caller wipes them. */
    public List<byte[]> copySecrets() {
        return keys.stream().map(key -> key.identity().copyBytes()).toList();
    }

    /** A ring with a new identity before these. This one stays as it is, and is closed for itself. */
    public HeldKeys withNewIdentity() {
        List<X25519Identity> all = new ArrayList<>();
        all.add(X25519Identity.generate());
        for (byte[] secret : copySecrets()) {
            all.add(X25519Identity.copyOf(secret));
            FieldWriter.wipe(secret);
        }
        return new HeldKeys(all);
    }

    @Override
    public boolean holds(String recipient) {
        for (HeldKey key : keys) {
            if (key.recipient().equals(recipient)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Identity identity(String recipient) {
        return find(recipient).identity();
    }

    @Override
    public byte[] mac(String recipient, String fileName, byte[] content) {
        return find(recipient).mac(fileName, content);
    }

    @Override
    public void close() {
        keys.forEach(HeldKey::close);
    }

    private HeldKey find(String recipient) {
        for (HeldKey key : keys) {
            if (key.recipient().equals(recipient)) {
                return key;
            }
        }
        throw new IllegalArgumentException("this identity is not on the ring");
    }

    @Override
    public String toString() {
        return "HeldKeys[redacted]";
    }
}
