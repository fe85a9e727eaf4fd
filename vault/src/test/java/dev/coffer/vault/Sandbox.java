package dev.coffer.vault;

import dev.coffer.age.Prompts;
import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.vault.agent.AgentSocket;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.keys.KeyFolder;
import dev.coffer.vault.keys.Locator;
import dev.coffer.vault.unlocking.Unlocking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A vault in a folder of the test's own, and its files. */
record Sandbox(Path folder) {
    Path vaultFolder() {
        return folder.resolve("data/vault");
    }

    Path identityFolder() {
        return folder.resolve("state/coffer");
    }

    Path identity() {
        return identityFolder().resolve("identity");
    }

    Path locator() {
        return identityFolder().resolve("locator");
    }

    Path manifest() {
        return vaultFolder().resolve("manifest");
    }

    Path index() {
        return vaultFolder().resolve("index.age");
    }

    Path entries() {
        return vaultFolder().resolve("entries");
    }

    Vault vault() {
        return Vault.open(vaultFolder(), identityFolder());
    }

    /** The same vault as a person at a terminal uses it, who gives these answers. */
    Vault vault(Prompts answers) {
        return Vault.open(vaultFolder(), identityFolder(), unlocking().asking(answers));
    }

    /** The same vault, with an agent if there is one. */
    Vault vaultWithAgent() {
        return Vault.open(vaultFolder(), identityFolder(), unlocking());
    }

    EntryStorage storage() {
        return new EntryStorage(
                new VaultFolder(vaultFolder()),
                new KeyFolder(identityFolder()),
                Unlocking.none(),
                Duration.ofSeconds(1),
                true);
    }

    private Unlocking unlocking() {
        return new Unlocking(Optional.of(agentSocket()), Optional.empty(), Optional.empty());
    }

    AgentSocket agentSocket() {
        return new AgentSocket(folder.resolve("run"), identityFolder());
    }

    Sandbox storing(String server, String username, String secret) throws StoreException {
        vault().store(ServerAddress.parse(server), new Credential(username, Secret.ofText(secret)));
        return this;
    }

    Lookup get(String server) {
        return vault().get(Request.of(ServerAddress.parse(server)));
    }

    /** The secret that is found, or what else is answered. */
    String answer(String server) {
        return answer(vault(), server);
    }

    static String answer(Vault vault, String server) {
        return switch (vault.get(Request.of(ServerAddress.parse(server)))) {
            case Lookup.Found found -> found.credential().secret().text();
            case Lookup.Absent _ -> "absent";
            case Lookup.Unavailable unavailable -> unavailable.kind() + ": " + unavailable.why();
        };
    }

    /** The file of the server's entry. */
    Path entry(String server) throws IOException, DamagedException {
        Locator key = Locator.parse(Files.readAllBytes(locator()));
        return entries()
                .resolve(key.fileName(
                        EntryKind.CREDENTIAL.word(), ServerAddress.parse(server).identity()));
    }

    /** Everything below the folder, in order. */
    List<Path> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }

    static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                    chmod(target, "rwx------");
                } else {
                    Files.copy(path, target);
                    chmod(target, "rw-------");
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
