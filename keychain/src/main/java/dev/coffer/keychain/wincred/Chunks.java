package dev.coffer.keychain.wincred;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Credentials with secrets of any length. One that is longer than a blob can be lies in further credentials, the chunks
 * of a generation; the credential itself has no blob and names the generation. A new generation is complete before the
 * credential names it, and the old one goes afterwards, so that a reader and a crash find the one or the other.
 */
final class Chunks {
    /** The attribute that names a generation: {@code <generation> <number of chunks> <bytes in all>}. */
    static final String GENERATION = "coffer:chunks";

    /** The attribute by which we know what is ours: {@code chunk} here. */
    static final String KIND = "coffer";

    private static final String PREFIX = "coffer:chunk:";

    /** A longer secret is refused, and a number of chunks that says so is not believed. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Chunks that no credential names may be of a write that is under way: for an hour, in units of 100 ns. */
    private static final long GRACE = 3_600L * 10_000_000;

    /** How often a credential may be replaced while its chunks are read. */
    private static final int ATTEMPTS = 20;

    private final CredentialManager manager;
    private final SecureRandom random = new SecureRandom();

    Chunks(CredentialManager manager) {
        this.manager = manager;
    }

    /** A credential with the whole of its secret. */
    record Whole(WinCredential credential, Secret secret) {}

    /** True when the secret needs chunks. */
    static boolean areNeeded(Secret secret) {
        return secret.length() > CredentialManager.MAX_BLOB;
    }

    /** Writes the credential, in the place of a former one of the same target name. */
    void write(WinCredential credential, Secret secret) throws StoreException {
        Optional<Generation> former = generation(credential.target());
        byte[] bytes = secret.copyBytes();
        try {
            if (areNeeded(secret)) {
                writeChunked(credential, bytes);
            } else {
                manager.write(credential, bytes);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        if (former.isPresent()) {
            removeChunks(former.get());
        }
    }

    private void writeChunked(WinCredential credential, byte[] bytes) throws StoreException {
        if (bytes.length > MAX_BYTES) {
            throw new StoreException(
                    Kind.REFUSED, "the secret is longer than " + MAX_BYTES + " bytes", "keep it elsewhere");
        }
        Generation generation = Generation.of(newName(), bytes.length);
        boolean done = false;
        try {
            for (int i = 0; i < generation.count(); i++) {
                int start = i * CredentialManager.MAX_BLOB;
                byte[] chunk =
                        Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + CredentialManager.MAX_BLOB));
                try {
                    manager.write(new WinCredential(generation.target(i), "", Map.of()).with(KIND, "chunk"), chunk);
                } finally {
                    Arrays.fill(chunk, (byte) 0);
                }
            }
            manager.write(credential.with(GENERATION, generation.toString()), new byte[0]);
            done = true;
        } finally {
            if (!done) {
                removeChunks(generation);
            }
        }
    }

    private String newName() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /** The credential of this target name with the whole of its secret; empty when there is none. */
    Optional<Whole> read(String target) throws StoreException {
        String seen = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<CredentialManager.Stored> stored = manager.read(target);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            WinCredential credential = stored.get().credential();
            Optional<String> named = credential.attribute(GENERATION);
            if (named.isEmpty()) {
                return Optional.of(new Whole(credential, stored.get().blob()));
            }
            Generation generation = Generation.parse(named.get()).orElseThrow(() -> damaged(target));
            Optional<Secret> secret = readChunks(generation);
            if (secret.isPresent()) {
                return Optional.of(new Whole(credential, secret.get()));
            }
            if (named.get().equals(seen)) {
                throw damaged(target);
            }
            seen = named.get();
        }
        throw new StoreException(
                Kind.UNREACHABLE, "the credential was replaced each time that it was to be read", "try again");
    }

    /** Empty when not all chunks are there. */
    private Optional<Secret> readChunks(Generation generation) throws StoreException {
        byte[] bytes = new byte[generation.bytes()];
        int length = 0;
        for (int i = 0; i < generation.count(); i++) {
            Optional<CredentialManager.Stored> chunk = manager.read(generation.target(i));
            if (chunk.isEmpty() || chunk.get().blob().length() > bytes.length - length) {
                Arrays.fill(bytes, (byte) 0);
                return Optional.empty();
            }
            byte[] part = chunk.get().blob().copyBytes();
            System.arraycopy(part, 0, bytes, length, part.length);
            length += part.length;
            Arrays.fill(part, (byte) 0);
            chunk.get().blob().close();
        }
        return length == bytes.length ? Optional.of(Secret.owning(bytes)) : Optional.empty();
    }

    /**
     * Deletes the credential of this target name and its chunks.
     *
     * @return false when there was none
     */
    boolean delete(String target) throws StoreException {
        Optional<Generation> generation = generation(target);
        boolean deleted = manager.delete(target);
        if (generation.isPresent()) {
            removeChunks(generation.get());
        }
        return deleted;
    }

    /** The same for what is only in the way: it may stay. */
    void deleteIfPossible(String target) {
        try {
            delete(target);
        } catch (StoreException stays) {
            // What took its place is newer.
        }
    }

    /** Deletes the chunks that no credential names, left over by a program that was killed; if not now, another time. */
    void sweep() {
        try {
            List<WinCredential> chunks = manager.list(PREFIX);
            if (!chunks.isEmpty()) {
                sweep(chunks, manager.list(""));
            }
        } catch (StoreException later) {
            // Nothing depends on it.
        }
    }

    private void sweep(List<WinCredential> chunks, List<WinCredential> all) throws StoreException {
        Set<String> named = new HashSet<>();
        long newest = 0;
        for (WinCredential credential : all) {
            newest = Math.max(newest, credential.written());
            credential.attribute(GENERATION).flatMap(Generation::parse).ifPresent(one -> named.add(one.name()));
        }
        for (WinCredential chunk : chunks) {
            String rest = chunk.target().substring(PREFIX.length());
            int colon = rest.indexOf(':');
            boolean isNamed = colon >= 0 && named.contains(rest.substring(0, colon));
            if (!isNamed && newest - chunk.written() > GRACE) {
                manager.delete(chunk.target());
            }
        }
    }

    private Optional<Generation> generation(String target) throws StoreException {
        Optional<CredentialManager.Stored> stored = manager.read(target);
        stored.ifPresent(one -> one.blob().close());
        return stored.flatMap(one -> one.credential().attribute(GENERATION)).flatMap(Generation::parse);
    }

    /** What cannot be deleted now is left to {@link #sweep()}: the credential itself is as it should be. */
    private void removeChunks(Generation generation) {
        for (int i = 0; i < generation.count(); i++) {
            try {
                manager.delete(generation.target(i));
            } catch (StoreException leftOver) {
                return;
            }
        }
    }

    private static StoreException damaged(String target) {
        return new StoreException(
                Kind.DAMAGED,
                "parts of the credential " + target + " are missing in the credential manager",
                "store it anew or delete it");
    }

    /** The chunks of one secret. */
    record Generation(String name, int count, int bytes) {
        private static final int NAME_LENGTH = 32;

        static Generation of(String name, int bytes) {
            return new Generation(name, Math.ceilDiv(bytes, CredentialManager.MAX_BLOB), bytes);
        }

        /** The target name of a chunk. */
        String target(int index) {
            return PREFIX + name + ":" + index;
        }

        @Override
        public String toString() {
            return name + " " + count + " " + bytes;
        }

        /** What {@link #toString()} wrote; empty when it is something else. */
        static Optional<Generation> parse(String text) {
            List<String> fields = new ArrayList<>(List.of(text.split(" ", -1)));
            if (fields.size() != 3 || !isName(fields.getFirst())) {
                return Optional.empty();
            }
            try {
                int bytes = Integer.parseInt(fields.get(2));
                Generation generation = of(fields.getFirst(), bytes);
                boolean sound =
                        bytes > 0 && bytes <= MAX_BYTES && generation.toString().equals(text);
                return sound ? Optional.of(generation) : Optional.empty();
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }

        private static boolean isName(String text) {
            boolean hex = text.length() == NAME_LENGTH;
            for (int i = 0; hex && i < text.length(); i++) {
                hex = HexFormat.isHexDigit(text.charAt(i));
            }
            return hex;
        }
    }
}
