package dev.coffer.keychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.SecretEntry;
import dev.coffer.api.SecretId;
import dev.coffer.api.SecretPattern;
import dev.coffer.api.SecretStore;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.pass.Pass;
import dev.coffer.keychain.secretservice.SecretService;
import dev.coffer.keychain.secretservice.SecretServiceSettings;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.sockets.ForeignAbstractSockets;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What another process does with a keystore that its environment names. Prints {@code ready} first, {@code done} last. */
public final class KeystoreWorker {
    /** The server that all workers log in to, each as a user of its own whose name is also the secret. */
    private static final ServerAddress SHARED = ServerAddress.parse("shared.example");

    private final CredentialStore credentials;
    private final SecretStore secrets;

    private KeystoreWorker(CredentialStore credentials, SecretStore secrets) {
        this.credentials = credentials;
        this.secrets = secrets;
    }

    /** {@code KEYSTORE rounds NAME COUNT}; {@code KEYSTORE forever ID}, until it is killed. */
    public static void main(String[] args) throws Exception {
        KeystoreWorker worker = open(args[0], Environment.ofProcess());
        System.out.println("ready");
        switch (args[1]) {
            case "rounds" -> worker.rounds(args[2], Integer.parseInt(args[3]));
            case "forever" -> worker.forever(new SecretId(args[2]));
            default -> throw new IllegalArgumentException(args[1]);
        }
        System.out.println("done");
    }

    private static KeystoreWorker open(String keystore, Environment environment) {
        if (keystore.equals(Pass.NAME)) {
            Path home = Path.of(environment.get("HOME").orElseThrow());
            Pass pass = Pass.open(
                    environment,
                    home,
                    home.resolve("locks"),
                    ProgramFinder.on(environment.get("PATH").orElseThrow()));
            return new KeystoreWorker(pass, pass.secrets());
        }
        SecretService service =
                SecretService.open(environment, SecretServiceSettings.DEFAULT, new ForeignAbstractSockets());
        return new KeystoreWorker(service, service.secrets());
    }

    private static SecretId kept(String name) {
        return new SecretId(name + "/kept");
    }

    private void rounds(String name, int count) throws StoreException {
        SecretId gone = new SecretId(name + "/gone");
        for (int round = 0; round < count; round++) {
            put(kept(name), name + round);
            credentials.store(SHARED, new Credential(name, Secret.ofText(name)));
            put(gone, name);
            require(secrets.delete(gone), "the secret to delete was there");
            require(
                    secrets.get(kept(name)).orElseThrow().secret().text().equals(name + round),
                    "the secret was the one put");
            require(holdsWholeLogin(), "the shared login was whole");
        }
        put(kept(name), name);
    }

    private void forever(SecretId id) throws StoreException {
        for (int round = 0; ; round++) {
            put(id, String.valueOf((char) ('a' + round % 26)).repeat(1 + round * 37 % 2000));
        }
    }

    private void put(SecretId id, String secret) throws StoreException {
        secrets.put(id, Secret.ofText(secret), Map.of());
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("not true: " + what);
        }
    }

    /** Runs that many at once, and sees that each gets through its rounds and that nothing is lost at the end. */
    public static void runAll(Map<String, String> environment, String keystore, int processes, int rounds)
            throws Exception {
        List<Process> all = new ArrayList<>();
        try {
            for (int number = 0; number < processes; number++) {
                all.add(start(environment, keystore, "rounds", "worker" + number, String.valueOf(rounds)));
            }
            for (Process worker : all) {
                String output = new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(output).isEqualTo("ready\ndone\n");
            }
        } finally {
            all.forEach(Process::destroyForcibly);
        }
        open(keystore, new Environment(Program.complete(environment))).assertNothingLost(processes);
    }

    private void assertNothingLost(int processes) throws StoreException {
        List<SecretId> expected = new ArrayList<>();
        for (int number = 0; number < processes; number++) {
            String name = "worker" + number;
            expected.add(kept(name));
            assertThat(secrets.get(kept(name)).orElseThrow().secret().text()).isEqualTo(name);
        }
        expected.sort(null);
        assertThat(secrets.list(new SecretPattern("**")))
                .extracting(SecretEntry::id)
                .containsExactlyElementsOf(expected);
        assertThat(credentials.list()).extracting(Entry::server).containsExactly(SHARED.spelling());
        assertThat(holdsWholeLogin()).isTrue();
    }

    private boolean holdsWholeLogin() {
        return credentials.get(Request.of(SHARED)) instanceof Lookup.Found found
                && found.credential().secret().text().equals(found.credential().username());
    }

    /** Starts a worker that writes the secret until it is killed, and waits until it has begun. */
    public static Process startForever(Map<String, String> environment, String keystore, SecretId id)
            throws IOException {
        Process worker = start(environment, keystore, "forever", id.value());
        assertThat(new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))
                        .readLine())
                .isEqualTo("ready");
        return worker;
    }

    private static Process start(Map<String, String> environment, String... arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                KeystoreWorker.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Program.complete(environment));
        return builder.start();
    }
}
