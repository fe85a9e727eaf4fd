package dev.coffer.core.audit;

import dev.coffer.api.Credential;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;
import dev.coffer.docker.config.AuthEntry;
import dev.coffer.docker.config.BlankedBackup;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.config.DockerConfigFile;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Blanks a plain-text login of docker's file, of which the store holds just the same and which all tools get from there:
 * docker and podman both ask Coffer.
 *
 * @param key the entry's key
 */
record BlankHiddenLogin(Environment environment, Path file, String key) implements Fix {
    private static final String COFFER = "coffer";

    /** Empty where it would not be safe. */
    static Optional<BlankHiddenLogin> of(Machine machine, LoginFile file, AuthEntry entry, String helper) {
        if (file.kind() != LoginFile.Kind.DOCKER
                || !helper.equals(COFFER)
                || !SafeMove.isAskedOfHelpers(entry.server())
                || !SafeMove.podmanAsksCoffer(machine)) {
            return Optional.empty();
        }
        BlankHiddenLogin fix = new BlankHiddenLogin(machine.environment(), file.path(), entry.server());
        boolean isSame =
                machine.coffer().filter(coffer -> isKeptBy(coffer, entry)).isPresent();
        return isSame ? Optional.of(fix) : Optional.empty();
    }

    @Override
    public String describe() {
        return "blank the login of " + Shown.key(key) + " in " + file + ": the store holds the same";
    }

    @Override
    public boolean isDone() throws IOException {
        return login(new DockerConfigFile(file).read()).isEmpty();
    }

    @Override
    public void apply() throws IOException {
        Coffer coffer = Coffer.open(environment);
        DockerConfigFile config = new DockerConfigFile(file);
        Optional<AuthEntry> login = login(config.read());
        if (login.isEmpty()) {
            return;
        }
        if (!isKeptBy(coffer, login.get())) {
            throw new IOException("the store no longer holds the same login of " + Shown.key(key) + "; " + file
                    + " was left as it is");
        }
        new BlankedBackup(file).write(config.read());
        config.edit(current -> login(current).equals(login) ? current.withMarker(key) : current);
    }

    private Optional<AuthEntry> login(DockerConfig config) {
        return config.auths().stream()
                .filter(entry ->
                        entry.server().equals(key) && entry.credential().isPresent())
                .findAny();
    }

    private static boolean isKeptBy(Coffer coffer, AuthEntry entry) {
        try {
            ServerAddress server = Coffer.clientAddress(ServerAddress.parse(entry.server()));
            return coffer.get(Request.of(server)) instanceof Lookup.Found found
                    && entry.credential()
                            .filter(login -> isSame(login, found.credential()))
                            .isPresent();
        } catch (InvalidServerAddressException noServer) {
            return false;
        }
    }

    private static boolean isSame(Credential one, Credential other) {
        return one.username().equals(other.username()) && one.secret().equals(other.secret());
    }
}
