package dev.coffer.cli.commands;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.ManyLogins;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.config.AuthFile;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coffer import}. */
@Command(
        name = "import",
        description = "Takes the logins of a docker config file (config.json, dockerconfigjson, .dockercfg, a systemd"
                + " credential) into the store. The file stays as it is; a second time changes nothing.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    @Parameters(paramLabel = "FILE", description = "The file; \"-\" for standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private String file;

    private final Output output;

    private int imported;
    private int unchanged;
    private int failed;

    ImportCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        byte[] content = content();
        Coffer coffer = Coffer.open();
        try (ManyLogins logins = coffer.manyLogins()) {
            for (AuthEntry entry : AuthFile.parse(content)) {
                take(logins, entry);
            }
        } catch (MalformedJsonException malformed) {
            return output.fail(name() + ": " + malformed.getMessage(), "nothing was imported");
        } finally {
            Arrays.fill(content, (byte) 0);
        }
        output.print(
                "imported " + imported + ", already there " + unchanged + (failed > 0 ? ", failed " + failed : ""));
        return failed == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private byte[] content() throws IOException {
        if (file.equals(STDIN)) {
            return StandardInput.readAll();
        }
        return BoundedFile.read(Path.of(file), StandardInput.MAX_BYTES)
                .orElseThrow(() -> new IOException(file + ": there is no such file"));
    }

    private String name() {
        return file.equals(STDIN) ? "standard input" : file;
    }

    private void take(ManyLogins logins, AuthEntry entry) throws StoreException {
        if (entry.problem().isPresent()) {
            skip(entry, entry.problem().get());
        }
        if (entry.registryToken().isPresent()) {
            skip(entry, "a registry token is short-lived and cannot be stored");
        }
        if (entry.credential().isEmpty()) {
            return;
        }
        ServerAddress server;
        try {
            server = Coffer.clientAddress(ServerAddress.parse(entry.server()));
        } catch (InvalidServerAddressException bad) {
            skip(entry, String.valueOf(bad.getMessage()));
            return;
        }
        if (logins.login(server, entry.credential().get())) {
            imported++;
        } else {
            unchanged++;
        }
    }

    private void skip(AuthEntry entry, String why) {
        failed++;
        output.note(name() + ": " + entry.shownServer() + ": " + why);
    }
}
