package dev.coffer.vault;

import dev.coffer.age.AgeException;
import dev.coffer.age.Prompts;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FileLock;
import dev.coffer.vault.files.Failures;
import dev.coffer.vault.keys.HeldKeys;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.keys.Protector;
import dev.coffer.vault.keys.ProtectorFile;
import dev.coffer.vault.keys.Protectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of what unlocks the vault. To add a protector is to wrap the identity once more. When one is taken away or
 * replaced, and when the bare key file goes, the vault gets a new identity and every entry is re-encrypted: old copies of
 * the key open no new entry.
 */
public final class ProtectionChange {
    private final EntryStorage storage;
    private final List<Protector> added = new ArrayList<>();
    private final Set<String> removed = new TreeSet<>();
    private Optional<Boolean> keyFile = Optional.empty();
    private boolean keepIdentity;
    private boolean rotate;

    ProtectionChange(EntryStorage storage) {
        this.storage = storage;
    }

    /** Adds a passphrase, in UTF-8, or replaces the one there is. Takes about a second and 256 MiB of memory. */
    public ProtectionChange addPassphrase(byte[] passphrase) throws StoreException {
        return add(() -> Protectors.passphrase(passphrase));
    }

    /** Adds an SSH key: the file of its private half, which has to stay there. */
    public ProtectionChange addSshKey(Path privateKey) throws StoreException {
        return add(() -> Protectors.sshKey(privateKey));
    }

    /** Adds the plugin {@code age-plugin-NAME}, which needs no identity. */
    public ProtectionChange addPlugin(String name) throws StoreException {
        return add(() -> Protectors.plugin(name));
    }

    /** Adds a plugin with the identity {@code AGE-PLUGIN-NAME-1...} from this file. */
    public ProtectionChange addPluginIdentity(String name, Path identityFile) throws StoreException {
        return add(() -> Protectors.plugin(name, identityFile));
    }

    /** Keeps or makes a bare key file, with which the vault is never locked. */
    public ProtectionChange addKeyFile() {
        keyFile = Optional.of(true);
        return this;
    }

    /** Takes the method of this name away. */
    public ProtectionChange remove(String name) {
        removed.add(name);
        return this;
    }

    /** Keeps the identity, also where old copies of it may be left. */
    public ProtectionChange keepingIdentity() {
        keepIdentity = true;
        return this;
    }

    /** Makes a new identity in any case. */
    public ProtectionChange rotating() {
        rotate = true;
        return this;
    }

    /**
     * Makes the change, and the vault if there is none. Finishes a rotation that was cut off. Killed at any point, it
     * leaves a vault that can be read, and written too unless the kill came between the keys and the manifest: then stores
     * are refused and name the remedy. Made again, it ends where it would have ended. A running agent is ended.
     *
     * @return the entries that could not be re-encrypted; until they can be or are gone, the rotation is not finished
     * @throws StoreException also when nothing would be left that unlocks the vault; then nothing was changed
     */
    public List<Vault.Problem> apply() throws StoreException {
        Manifest manifest = storage.make().manifest();
        try (HeldKeys held = storage.hold(manifest)) {
            List<Vault.Problem> problems =
                    manifest.former().isPresent() ? resume(manifest, held) : apply(manifest, held, rotate);
            new Protection(storage).lock();
            return problems;
        }
    }

    /** Finishes the rotation that was cut off, then does what is left of this change. */
    private List<Vault.Problem> resume(Manifest manifest, HeldKeys held) throws StoreException {
        List<Vault.Problem> problems = new Rotation(storage, held).run(manifest);
        if (!problems.isEmpty()) {
            return problems;
        }
        Manifest finished = manifest.finished();
        forgetUseless(finished);
        Set<String> left = new TreeSet<>();
        for (Protection.Method method : new Protection(storage).status().methods()) {
            left.add(method.name());
        }
        // The change that was cut off may have been this one, and may have come as far as taking these away.
        removed.retainAll(left);
        boolean done = added.isEmpty() && removed.isEmpty() && keyFile.isEmpty();
        return done ? List.of() : apply(finished, held, false);
    }

    private List<Vault.Problem> apply(Manifest manifest, HeldKeys held, boolean rotating) throws StoreException {
        KeyFolder keys = storage.keys();
        List<ProtectorFile> before = keys.protectors().stream()
                .filter(file -> file.opens().contains(manifest.recipient()))
                .toList();
        boolean bareBefore = keys.isBare(manifest.recipient());
        boolean bareAfter = keyFile.orElse(bareBefore && added.isEmpty()) && !removed.contains(Protection.KEY_FILE);
        Map<String, Protector> after = after(before, bareBefore);
        if (after.isEmpty() && !bareAfter) {
            throw new StoreException(
                    Kind.REFUSED,
                    "nothing would be left that unlocks the vault",
                    "first add another way: coffer vault protect --passphrase, or --key-file");
        }
        boolean loses = (bareBefore && !bareAfter)
                || before.stream().anyMatch(file -> !file.protector()
                        .equals(after.get(file.protector().name())));
        boolean isNew = (loses && !keepIdentity) || rotating;
        HeldKeys next = isNew && held.current().equals(manifest.recipient()) ? held.withNewIdentity() : held;
        try {
            boolean stays = next.current().equals(manifest.recipient());
            // While the identity stays, the others have the ring already, and a plugin may want to be touched for it.
            List<ProtectorFile> files = wrap(stays ? added : after.values(), next);
            Manifest moved = stays ? manifest : manifest.beginning(next.current());
            try (FileLock _ = storage.lock();
                    FileLock _ = keys.lock(storage.lockLimit())) {
                requireUnchanged(manifest, before);
                write(files, bareAfter, next, moved);
                if (!bareAfter && bareBefore) {
                    keys.deleteKeyFile();
                }
                for (ProtectorFile file : before) {
                    if (!after.containsKey(file.protector().name())) {
                        keys.delete(file.protector());
                    }
                }
                keys.removeLeftovers();
            }
            return moved.former().isPresent() ? new Rotation(storage, next).run(moved) : List.of();
        } catch (IOException failure) {
            throw Failures.writing(keys.path(), failure);
        } finally {
            if (next != held) {
                next.close();
            }
        }
    }

    /** What is there when everything is done, by name. */
    private Map<String, Protector> after(List<ProtectorFile> before, boolean bareBefore) throws StoreException {
        Map<String, Protector> after = new LinkedHashMap<>();
        before.forEach(file -> after.put(file.protector().name(), file.protector()));
        for (String name : removed) {
            if (name.equals(Protection.KEY_FILE) ? !bareBefore : after.remove(name) == null) {
                throw new StoreException(
                        Kind.REFUSED, "nothing of the name " + name + " unlocks the vault", "coffer vault status");
            }
        }
        added.forEach(protector -> after.put(protector.name(), protector));
        return after;
    }

    /** First everything that can open the new entries; only then may there be any. */
    private void write(List<ProtectorFile> files, boolean bare, HeldKeys next, Manifest moved) throws IOException {
        for (ProtectorFile file : files) {
            storage.keys().write(file);
        }
        if (bare) {
            storage.keys().writeKeyFile(next);
        }
        if (moved.former().isPresent()) {
            AtomicFile.writePrivate(storage.vault().manifest(), moved.encode());
        }
    }

    /** Before the lock is taken, because a plugin may wait for somebody's touch. */
    private List<ProtectorFile> wrap(Collection<Protector> protectors, HeldKeys next) throws StoreException {
        Prompts prompts = storage.unlocking().user().orElse(Prompts.none());
        List<ProtectorFile> files = new ArrayList<>();
        for (Protector protector : protectors) {
            try {
                files.add(ProtectorFile.wrap(protector, next, prompts));
            } catch (AgeException problem) {
                throw new StoreException(
                        Kind.REFUSED, protector.description() + " cannot be used: " + problem.getMessage(), "");
            }
        }
        return files;
    }

    private void requireUnchanged(Manifest manifest, List<ProtectorFile> before) throws StoreException {
        boolean same = storage.made().map(EntryStorage.Made::manifest).equals(Optional.of(manifest))
                && storage.keys().protectors().containsAll(before);
        if (!same) {
            throw new StoreException(
                    Kind.REFUSED, "another process changed the protection of the vault meanwhile", "try again");
        }
    }

    /** What a change that was cut off had taken away already, but not deleted. */
    private void forgetUseless(Manifest manifest) throws StoreException {
        KeyFolder keys = storage.keys();
        try (FileLock _ = keys.lock(storage.lockLimit())) {
            for (ProtectorFile file : keys.protectors()) {
                if (!file.opens().contains(manifest.recipient())) {
                    keys.delete(file.protector());
                }
            }
            if (!keys.protectors().isEmpty() && !keys.isBare(manifest.recipient())) {
                keys.deleteKeyFile();
            }
            keys.removeLeftovers();
        } catch (IOException failure) {
            throw Failures.writing(keys.path(), failure);
        }
    }

    private interface Maker {
        Protector make() throws IOException;
    }

    private ProtectionChange add(Maker maker) throws StoreException {
        try {
            added.add(maker.make());
            return this;
        } catch (IOException unusable) {
            throw new StoreException(Kind.REFUSED, String.valueOf(unusable.getMessage()), "");
        }
    }
}
