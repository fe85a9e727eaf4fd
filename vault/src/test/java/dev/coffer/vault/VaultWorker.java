package dev.coffer.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coffer.age.X25519Identity;
import dev.coffer.age.X25519Recipient;
import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What another process does with the vault. Prints {@code ready} first and {@code done} last. */
final class VaultWorker {
    /** The file whose being there ends readers and writers. */
    static final String STOP = "stop";

    /** The memory of a process that is started small, in bytes. */
    static final long SMALL_HEAP = 24L << 20;

    private final Vault vault;

    private VaultWorker(Vault vault) {
        this.vault = vault;
    }

    /**
     * {@code FOLDER rounds NAME COUNT}, {@code FOLDER forever SERVER}, {@code FOLDER store SERVER SECRET}; until they are
     * killed {@code FOLDER rotate} and {@code FOLDER protect SSHKEY}; until there is a file {@code stop} {@code FOLDER read
     * COUNT} and {@code FOLDER write SERVER}; {@code FOLDER export FILE RECIPIENT}, {@code FOLDER import FILE IDENTITYFILE}.
     */
    public static void main(String[] args) throws Exception {
        VaultWorker worker = new VaultWorker(new Sandbox(Path.of(args[0])).vault());
        System.out.println("ready");
        switch (args[1]) {
            case "rounds" -> worker.rounds(args[2], Integer.parseInt(args[3]));
            case "forever" -> worker.forever(args[2]);
            case "store" -> worker.store(args[2], args[3]);
            case "rotate" -> worker.rotate();
            case "protect" -> worker.protect(Path.of(args[2]));
            case "read" -> worker.read(Path.of(args[0]).resolve(STOP), Integer.parseInt(args[2]));
            case "write" -> worker.write(Path.of(args[0]).resolve(STOP), args[2]);
            case "export" -> worker.vault.exporting().to(List.of(X25519Recipient.parse(args[3])), Path.of(args[2]));
            case "import" ->
                worker.vault
                        .importing()
                        .from(Path.of(args[2]), List.of(X25519Identity.parse(Files.readString(Path.of(args[3])))));
            default -> throw new IllegalArgumentException(args[1]);
        }
        System.out.println("done");
    }

    /** Stores, finds and erases; ends with one entry of its own. */
    private void rounds(String name, int count) throws Exception {
        for (int round = 0; round < count; round++) {
            String server = name + ".example/" + round;
            store(server, name + round);
            if (!(vault.get(Request.of(ServerAddress.parse(server))) instanceof Lookup.Found found)
                    || !found.credential().secret().text().equals(name + round)) {
                throw new IllegalStateException(server + " was lost");
            }
            if (!vault.erase(ServerAddress.parse(server))) {
                throw new IllegalStateException(server + " was not there to erase");
            }
        }
        store(name + ".example", name);
    }

    /** Stores until it is killed; the length of the secret grows so that one size class is left for the next. */
    private void forever(String server) throws Exception {
        for (int round = 0; ; round++) {
            String letter = String.valueOf((char) ('a' + round % 26));
            store(server, letter.repeat(1 + round * 37 % 2000));
        }
    }

    private void rotate() throws Exception {
        while (true) {
            vault.protection().change().rotating().apply();
        }
    }

    /** Goes from the key file to the SSH key and back. */
    private void protect(Path sshKey) throws Exception {
        while (true) {
            List<String> methods = vault.protection().status().methods().stream()
                    .map(Protection.Method::name)
                    .toList();
            ProtectionChange change = vault.protection().change();
            if (methods.contains(Protection.KEY_FILE)) {
                change.addSshKey(sshKey).apply();
            } else {
                methods.forEach(change::remove);
                change.addKeyFile().apply();
            }
        }
    }

    /** Reads entries that stay as they are. */
    private void read(Path stop, int count) throws Exception {
        while (!Files.exists(stop)) {
            for (int number = 0; number < count; number++) {
                String server = "stays.example/" + number;
                require(server, "secret " + number, Sandbox.answer(vault, server));
            }
            require("problems", List.of().toString(), vault.inspect().problems().toString());
        }
    }

    /** Writes an entry over and over. It may be refused while a change that was cut off is not finished. */
    private void write(Path stop, String server) throws Exception {
        String written = "first";
        store(server, written);
        for (int round = 0; !Files.exists(stop); round++) {
            try {
                store(server, "round " + round);
                written = "round " + round;
            } catch (StoreException refused) {
                require("what to do", "coffer vault rotate", refused.whatToDo());
            }
            require(server, written, Sandbox.answer(vault, server));
        }
    }

    private static void require(String what, String expected, String actual) {
        if (!actual.equals(expected)) {
            throw new IllegalStateException(what + ": not '" + expected + "' but '" + actual + "'");
        }
    }

    private void store(String server, String secret) throws Exception {
        vault.store(ServerAddress.parse(server), new Credential("user", Secret.ofText(secret)));
    }

    /** Starts a process of this class. */
    static Process start(Sandbox sandbox, String... arguments) throws IOException {
        return new ProcessBuilder(command(sandbox, arguments))
                .redirectErrorStream(true)
                .start();
    }

    /** The same, with little memory. */
    static Process startSmall(Sandbox sandbox, String... arguments) throws IOException {
        List<String> command = command(sandbox, arguments);
        command.add(1, "-Xmx" + SMALL_HEAP);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static List<String> command(Sandbox sandbox, String... arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                VaultWorker.class.getName(),
                sandbox.folder().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits until the worker has started, so that a kill meets its work and not the start of its JVM. */
    static void awaitReady(Process worker) throws IOException {
        InputStream output = worker.getInputStream();
        for (int next = output.read(); next != '\n'; next = output.read()) {
            if (next < 0) {
                throw new IllegalStateException("the worker ended early");
            }
        }
    }

    /** What the process printed, once it has ended by itself. */
    static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("a worker did not end: " + output);
        }
        return output + process.exitValue();
    }
}
