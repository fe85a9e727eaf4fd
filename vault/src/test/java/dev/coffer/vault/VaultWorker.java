package dev.coffer.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What another process does with the vault. Prints {@code ready} first and {@code done} last. */
final class VaultWorker {
    private final Vault vault;

    private VaultWorker(Vault vault) {
        this.vault = vault;
    }

    /** {@code FOLDER rounds NAME COUNT}, {@code FOLDER forever SERVER}, {@code FOLDER store SERVER SECRET}. */
    public static void main(String[] args) throws Exception {
        VaultWorker worker = new VaultWorker(new Sandbox(Path.of(args[0])).vault());
        System.out.println("ready");
        switch (args[1]) {
            case "rounds" -> worker.rounds(args[2], Integer.parseInt(args[3]));
            case "forever" -> worker.forever(args[2]);
            case "store" -> worker.store(args[2], args[3]);
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

    private void store(String server, String secret) throws Exception {
        vault.store(ServerAddress.parse(server), new Credential("user", Secret.ofText(secret)));
    }

    /** Starts a process of this class. */
    static Process start(Sandbox sandbox, String... arguments) throws IOException {
        return new ProcessBuilder(command(sandbox, arguments))
                .redirectErrorStream(true)
                .start();
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
