package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import dev.coffer.vault.Protection;
import dev.coffer.vault.Vault;
import dev.coffer.vault.unlocking.MachinePassphrase;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an audit looks at: the environment, files, stores and clock of one user on one machine. Each file is read at most
 * once, so that all checks see the same; a machine is for one audit and then thrown away, for it holds what it read.
 */
public final class Machine {
    private final Environment environment;
    private final Places places;
    private final Path root;
    private final OperatingSystem system;
    private final int uid;
    private final InstantSource clock;
    private final SetUpKnowledge setUp;
    private final Map<Path, FileContent> files = new ConcurrentHashMap<>();
    private Optional<LoginFiles> loginFiles = Optional.empty();

    Machine(
            Environment environment,
            Path root,
            OperatingSystem system,
            int uid,
            InstantSource clock,
            SetUpKnowledge setUp)
            throws IOException {
        this.environment = environment;
        this.places = Places.of(environment);
        this.root = root;
        this.system = system;
        this.uid = uid;
        this.clock = clock;
        this.setUp = setUp;
    }

    /**
     * This machine, as a process with this environment finds it.
     *
     * @throws IOException when there is no home folder, or the system does not tell our user id
     */
    public static Machine of(Environment environment, SetUpKnowledge setUp) throws IOException {
        return new Machine(
                environment,
                Path.of("/"),
                OperatingSystem.ofThisMachine(),
                EffectiveUser.uid(),
                InstantSource.system(),
                setUp);
    }

    Environment environment() {
        return environment;
    }

    Path home() {
        return places.home();
    }

    OperatingSystem system() {
        return system;
    }

    /** Our user's number, to be read as unsigned. */
    int uid() {
        return uid;
    }

    Instant now() {
        return clock.instant();
    }

    SetUpKnowledge setUp() {
        return setUp;
    }

    /** A file of the machine, such as {@code /etc/sudoers}. */
    Path file(String absoluteName) {
        return root.resolve(absoluteName.substring(1));
    }

    /** The place that a variable names, from the current folder if it is relative; empty when it names none. */
    Optional<Path> named(String variable) {
        try {
            return environment.get(variable).map(value -> Path.of(value).toAbsolutePath());
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    /** The place that a variable names if it is absolute, as the XDG specification wants it. */
    Path absolute(String variable, String belowHome) {
        try {
            return environment
                    .get(variable)
                    .map(Path::of)
                    .filter(Path::isAbsolute)
                    .orElse(home().resolve(belowHome));
        } catch (InvalidPathException notAPath) {
            return home().resolve(belowHome);
        }
    }

    /** Docker's {@code config.json}. */
    Path dockerConfig() {
        return dockerFolder().resolve("config.json");
    }

    /** Docker's folder: {@code $DOCKER_CONFIG} or {@code ~/.docker}. */
    Path dockerFolder() {
        return named("DOCKER_CONFIG").orElse(home().resolve(".docker"));
    }

    /** The content of a file, of which at most {@link DockerConfig#MAX_BYTES} are read. */
    FileContent read(Path file) {
        return files.computeIfAbsent(file, Machine::load);
    }

    /** The files with registry logins. */
    synchronized LoginFiles loginFiles() {
        if (loginFiles.isEmpty()) {
            loginFiles = Optional.of(LoginFiles.of(this));
        }
        return loginFiles.get();
    }

    private static FileContent load(Path file) {
        try {
            Optional<byte[]> content = BoundedFile.read(file, DockerConfig.MAX_BYTES);
            return content.isPresent() ? new FileContent.Bytes(content.get()) : new FileContent.Missing();
        } catch (IOException unreadable) {
            return new FileContent.Unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The status of a file, links followed; empty also when it cannot be asked for. */
    static Optional<FileStatus> status(Path file) {
        try {
            return FileStatus.of(file);
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    /** Coffer on this machine; empty when its settings are unusable, which is a finding of its own. */
    Optional<Coffer> coffer() {
        try {
            return Optional.of(Coffer.open(environment));
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    /** Whether the vault's keys are at hand, so that looking into it asks nobody. */
    boolean isUnlocked(Protection.Status vault) {
        return vault.unlockedUntil().isPresent()
                || MachinePassphrase.of(environment).isPresent()
                || vault.methods().stream().anyMatch(method -> method.name().equals(Protection.KEY_FILE));
    }

    /** Whether there is a vault that can be looked into now. Why not is the finding of {@link Stores}. */
    boolean canRead(Vault vault) {
        try {
            Protection.Status status = vault.protection().status();
            return status.recipient().isPresent() && isUnlocked(status);
        } catch (StoreException unusable) {
            return false;
        }
    }
}
