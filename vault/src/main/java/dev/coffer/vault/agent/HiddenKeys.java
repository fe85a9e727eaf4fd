package dev.coffer.vault.agent;

import dev.coffer.age.X25519Identity;
import dev.coffer.vault.files.FieldWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identities that the agent holds, outside the Java heap: no garbage collector copies them there, and they can be
 * wiped for certain. For the time of one request there is a copy on the heap, which is wiped after it.
 */
final class HiddenKeys implements AutoCloseable {
    private static final int LENGTH = 32;

    private final Map<String, ByteBuffer> secrets = new HashMap<>();

    /** Takes the secrets over and wipes them here. */
    HiddenKeys(List<byte[]> identities) {
        for (byte[] secret : identities) {
            ByteBuffer hidden = ByteBuffer.allocateDirect(LENGTH).put(secret);
            try (X25519Identity identity = X25519Identity.copyOf(secret)) {
                secrets.put(identity.recipient().toString(), hidden);
            }
            FieldWriter.wipe(secret);
        }
    }

    synchronized boolean holds(String recipient) {
        return secrets.containsKey(recipient);
    }

    /** The identity for one use, after which the caller closes it. */
    synchronized Optional<X25519Identity> identity(String recipient) {
        ByteBuffer hidden = secrets.get(recipient);
        if (hidden == null) {
            return Optional.empty();
        }
        byte[] secret = new byte[LENGTH];
        hidden.get(0, secret);
        try {
            return Optional.of(X25519Identity.copyOf(secret));
        } finally {
            FieldWriter.wipe(secret);
        }
    }

    /** Wipes them all. */
    @Override
    public synchronized void close() {
        List<ByteBuffer> all = new ArrayList<>(secrets.values());
        secrets.clear();
        for (ByteBuffer hidden : all) {
            hidden.put(0, new byte[LENGTH]);
        }
    }
}
