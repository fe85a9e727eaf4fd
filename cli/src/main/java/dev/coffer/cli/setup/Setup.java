package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.containers.RegistriesConf;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the machine use Coffer for a user, or for all, and takes that back. It never asks; it gives plans, which say what
 * they would do and then do it.
 */
public final class Setup {
    private static final String LOCK = "setup.lock";

    private final Environment environment;
    private final Machine machine;
    private final boolean forAll;
    private final Coffer coffer;
    private final Originals originals;
    private final RegistriesConf registriesConf;
    private final LoginFile dockerConfig;

    private Setup(Environment environment, Machine machine, boolean forAll) throws IOException {
        this.environment = environment;
        this.machine = machine;
        this.forAll = forAll;
        this.coffer = Coffer.open(environment);
        this.originals = new Originals(coffer.vault().secrets(), InstantSource.system());
        this.registriesConf = RegistriesConf.of(environment);
        this.dockerConfig = new LoginFile(DockerConfig.path(environment).toAbsolutePath(), LoginFile.Kind.DOCKER);
    }

    /**
     * Set-up for the user of this process.
     *
     * @param forAll true to install for all users of the machine, and to serve podman and skopeo for all; docker's
     *     configuration and the vault are each user's own in any case
     * @throws SetupException when the home folder is not ours, or all users are to be served and we are not root
     * @throws IOException when a settings file is wrong or others may write it
     */
    public static Setup of(Environment environment, Machine machine, boolean forAll) throws IOException {
        if (forAll && !machine.superuser()) {
            throw new SetupException("only root may install for all users", "sudo coffer setup --system");
        }
        requireOwnHome(Places.of(environment).home());
        return new Setup(environment, machine, forAll);
    }

    private static void requireOwnHome(Path home) throws IOException {
        Optional<FileStatus> status = FileStatus.of(home);
        if (status.isEmpty()) {
            throw new SetupException("the home folder " + home + " does not exist", "set HOME to your home folder");
        }
        if (status.get().uid() != EffectiveUser.uid()) {
            throw new SetupException(
                    "the home folder " + home + " belongs to another user; sudo may have kept HOME",
                    "run it without sudo, or for root itself: sudo -H coffer setup");
        }
    }

    /**
     * What makes the machine use Coffer.
     *
     * @param delivery the programs to install
     * @throws SetupException when it can be told now that it will not work
     */
    public Plan plan(Delivery delivery) throws IOException, StoreException {
        DockerConfig config = dockerConfig.read();
        List<String> remarks = new ArrayList<>(new Clients(environment, machine, home()).remarks(config));
        List<Step> steps = new ArrayList<>(installing(delivery));

        Optional<OldHelper> old = OldHelper.of(config);
        Optional<String> reasonToDrop = old.flatMap(helper -> helper.reasonToDrop(environment));
        reasonToDrop.ifPresent(remarks::add);
        if (old.isPresent() && reasonToDrop.isEmpty()) {
            steps.add(new KeepOldHelper(old.get(), coffer.places().config()));
        }

        for (LoginFile file : filesOfOtherClients()) {
            try {
                file.read();
                steps.add(new MoveLogins(file, Set.of(), coffer.accounts(), originals));
            } catch (IOException unreadable) {
                remarks.add(unreadable.getMessage() + "; it is left alone");
            }
        }
        // Last, so that of several logins for a server the one that docker uses is the active one.
        steps.add(moveDockersLogins(old));
        steps.add(new WriteDropIn(dropIn()));
        return Plan.of(steps, remarks, lockFile());
    }

    /** Whether docker's configuration was changed, and that was not undone. Needs the vault unlocked. */
    public boolean hasSetUpDocker() throws StoreException {
        return originals.first(dockerConfig.path()).isPresent();
    }

    /** What moves the plain-text logins of all clients into the chosen keystore. */
    public Plan plainTextPlan() throws IOException, StoreException {
        List<Step> steps = new ArrayList<>();
        for (LoginFile file : filesOfOtherClients()) {
            steps.add(new MoveLogins(file, Set.of(), coffer.accounts(), originals));
        }
        steps.add(moveDockersLogins(OldHelper.of(dockerConfig.read())));
        return Plan.of(steps, List.of(), lockFile());
    }

    /**
     * What takes all of it back. The vault and its logins stay.
     *
     * @param keep what is to become of the logins that only the vault has
     * @throws SetupException when there are such logins and nothing was said about them
     */
    public Plan undoPlan(Keep keep) throws IOException, StoreException {
        VaultLogins logins = new VaultLogins(coffer);
        Optional<Originals.Original> original = originals.first(dockerConfig.path());
        Optional<OldHelper> old = original.isPresent()
                ? OldHelper.of(dockerConfig.parse(original.get().content()))
                : Optional.empty();
        PodmanDropIn dropIn = dropIn();

        List<Step> steps = new ArrayList<>();
        steps.add(new RestoreDockerConfig(dockerConfig, moveDockersLogins(old), originals, logins, keep.inPlainText()));
        steps.add(new RemoveDropIn(dropIn));
        old.ifPresent(
                helper -> steps.add(new DropOldHelper(helper, coffer.places().config())));
        steps.add(new CloseOriginals(dockerConfig.path(), originals));
        Installation installation = installation();
        for (Path bin : binsWithLinks(installation)) {
            steps.add(new UnlinkPrograms(installation, bin));
        }
        steps.add(new RemoveProgram(installation));

        Plan plan = Plan.of(steps, List.of(), lockFile());
        boolean isAsked = Clients.askCoffer(dockerConfig.read()) || dropIn.exists();
        if (!isAsked) {
            return plan;
        }
        if (!keep.isSaid()) {
            refuseToStrand(logins.servers());
        }
        if (keep.export().isPresent()) {
            steps.addFirst(new ExportLogins(keep.export().get().toAbsolutePath(), logins));
            return Plan.of(steps, List.of(), lockFile());
        }
        return plan;
    }

    private static void refuseToStrand(List<String> servers) throws SetupException {
        if (!servers.isEmpty()) {
            throw new SetupException(
                    "without coffer, docker and podman would lose these logins, which only the vault has: "
                            + String.join(", ", servers),
                    "add --plain-text to write them into config.json, or --export FILE to write them to a file of their"
                            + " own; or end them first: coffer logout SERVER");
        }
    }

    private List<Step> installing(Delivery delivery) throws IOException {
        if (!forAll && isInstalledForAll(delivery)) {
            Path bin = machine.installation().bin();
            return List.of(new ProveSearchPaths(bin.resolve(Delivery.HELPER), home(), searchPaths(bin)));
        }
        Installation installation = installation();
        SearchPaths paths = searchPaths(installation.bin());
        List<Step> steps = new ArrayList<>();
        steps.add(new InstallProgram(delivery, installation));
        steps.add(new LinkPrograms(installation, installation.bin()));
        if (!forAll && machine.superuser() && !isOnPath(installation.bin(), paths)) {
            steps.add(new LinkPrograms(installation, machine.installation().bin()));
        }
        steps.add(new ProveSearchPaths(installation.bin().resolve(Delivery.HELPER), home(), paths));
        return steps;
    }

    /** Whether docker finds what lies there, in this terminal and in the next one. Root's seldom has {@code ~/.local/bin}. */
    private static boolean isOnPath(Path bin, SearchPaths paths) {
        return paths.thisTerminal().has(bin) && paths.loginShell().has(bin);
    }

    private boolean isInstalledForAll(Delivery delivery) throws IOException {
        Path versions = machine.installation().versions();
        return Files.isDirectory(versions) && delivery.root().startsWith(versions.toRealPath());
    }

    private List<LoginFile> filesOfOtherClients() throws IOException {
        Path settings = environment
                .get("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home().resolve(".config"));
        Path runtime = environment
                .get("XDG_RUNTIME_DIR")
                .map(folder -> Path.of(folder, "containers"))
                .orElse(machine.file("/run/containers/" + Integer.toUnsignedString(EffectiveUser.uid())));
        Set<LoginFile> files = new LinkedHashSet<>();
        files.add(new LoginFile(home().resolve(".dockercfg"), LoginFile.Kind.LEGACY));
        files.add(new LoginFile(settings.resolve("containers/auth.json"), LoginFile.Kind.PODMAN));
        files.add(new LoginFile(runtime.resolve("auth.json"), LoginFile.Kind.PODMAN));
        environment
                .get("REGISTRY_AUTH_FILE")
                .map(name -> new LoginFile(Path.of(name).toAbsolutePath(), LoginFile.Kind.PODMAN))
                .ifPresent(files::add);
        files.removeIf(file -> !file.exists() || file.path().equals(dockerConfig.path()));
        return List.copyOf(files);
    }

    private MoveLogins moveDockersLogins(Optional<OldHelper> old) {
        Set<String> answered = old.map(helper -> helper.servers(environment)).orElse(Set.of());
        return new MoveLogins(dockerConfig, answered, coffer.accounts(), originals);
    }

    private PodmanDropIn dropIn() {
        Path file = forAll ? machine.file(registriesConf.systemDropIn().toString()) : registriesConf.userDropIn();
        return new PodmanDropIn(registriesConf, file);
    }

    private Installation installation() {
        return forAll
                ? machine.installation()
                : new Installation(home().resolve(".local/lib/coffer"), home().resolve(".local/bin"));
    }

    private List<Path> binsWithLinks(Installation installation) {
        Path shared = machine.installation().bin();
        return machine.superuser() && !forAll ? List.of(installation.bin(), shared) : List.of(installation.bin());
    }

    private SearchPaths searchPaths(Path bin) {
        return new SearchPaths(environment, machine, home(), bin);
    }

    private Path home() {
        return coffer.places().home();
    }

    private Path lockFile() {
        return coffer.places().data().resolve(LOCK);
    }
}
