package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the machine use Coffer for a user, or for all, and takes that back. It never asks; it gives plans, which say what
 * they would do and then do it.
 */
public final class Setup {
    private final Environment environment;
    private final Machine machine;
    private final boolean forAll;
    private final Links links;
    private final Coffer coffer;

    private Setup(Environment environment, Machine machine, boolean forAll, Links links) {
        this.environment = environment;
        this.machine = machine;
        this.forAll = forAll;
        this.links = links;
        this.coffer = links.coffer();
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
        return new Setup(environment, machine, forAll, Links.of(environment, machine));
    }

    /**
     * What makes the machine use Coffer.
     *
     * @param delivery the programs to install
     * @throws SetupException when it can be told now that it will not work
     */
    public Plan plan(Delivery delivery) throws IOException, StoreException {
        ConfigLink docker = links.docker();
        Clients clients = new Clients(environment, machine, home());
        List<String> remarks =
                new ArrayList<>(clients.remarks(links.dockerFile().read()));
        remarks.addAll(docker.remarks());
        List<Step> steps = new ArrayList<>(installing(delivery));
        for (LoginFile file : filesOfOtherClients()) {
            try {
                file.read();
                steps.add(movePlainText(file));
            } catch (IOException unreadable) {
                remarks.add(unreadable.getMessage() + "; it is left alone");
            }
        }
        // After the others, so that of several logins for a server the one that docker uses is the active one.
        steps.addAll(docker.linking());
        steps.addAll(podman().linking());
        return Plan.of(steps, remarks, links.lockFile());
    }

    /** Whether docker's configuration was changed, and that was not undone. Needs the vault unlocked. */
    public boolean hasSetUpDocker() throws StoreException {
        return links.originals().first(links.dockerFile().path()).isPresent();
    }

    /** What moves the plain-text logins of all clients into the chosen keystore. */
    public Plan plainTextPlan() throws IOException, StoreException {
        List<Step> steps = new ArrayList<>();
        for (LoginFile file : filesOfOtherClients()) {
            steps.add(movePlainText(file));
        }
        steps.add(links.docker().moving());
        return Plan.of(steps, List.of(), links.lockFile());
    }

    /**
     * What takes all of it back, and every link that was made since. The vault and its logins stay.
     *
     * @param keep what is to become of the logins that only the vault has
     * @throws SetupException when there are such logins and nothing was said about them
     */
    public Plan undoPlan(Keep keep) throws IOException, StoreException {
        VaultLogins logins = new VaultLogins(coffer);
        List<Step> steps = new ArrayList<>(links.docker().unlinking(keep.inPlainText(), Set.of()));
        List<String> remarks = new ArrayList<>();
        boolean isAsked = asksCoffer(links.docker());
        for (ConfigLink other : links.others()) {
            try {
                if (asksCoffer(other)) {
                    isAsked = true;
                    steps.addAll(other.unlinking(keep.inPlainText(), Set.of()));
                }
            } catch (IOException unreadable) {
                remarks.add(unreadable.getMessage() + "; it is left alone");
            }
        }
        isAsked |= podman().isInPlace();
        steps.addAll(podman().unlinking(keep.inPlainText(), Set.of()));
        Installation installation = installation();
        for (Path bin : binsWithLinks(installation)) {
            steps.add(new UnlinkPrograms(installation, bin));
        }
        steps.add(new UnlinkSharedFiles(new SharedFiles(installation)));
        steps.add(new RemoveProgram(installation));
        if (isAsked && !keep.isSaid()) {
            refuseToStrand(logins.servers());
        }
        if (isAsked && keep.export().isPresent()) {
            steps.addFirst(new ExportLogins(keep.export().get().toAbsolutePath(), logins));
        }
        return Plan.of(steps, remarks, links.lockFile());
    }

    private static boolean asksCoffer(Link link) throws IOException {
        return link.isInPlace() || !link.servers().isEmpty();
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
            return List.of(new ProveSearchPaths(bin.resolve(Delivery.HELPER), home(), links.searchPaths(bin)));
        }
        Installation installation = installation();
        SearchPaths paths = links.searchPaths(installation.bin());
        List<Step> steps = new ArrayList<>();
        steps.add(new InstallProgram(delivery, installation));
        steps.add(new LinkPrograms(installation, installation.bin()));
        if (!forAll && machine.superuser() && !isOnPath(installation.bin(), paths)) {
            steps.add(new LinkPrograms(installation, machine.installation().bin()));
        }
        steps.add(new LinkSharedFiles(delivery, new SharedFiles(installation), usesZsh()));
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
        files.removeIf(
                file -> !file.exists() || file.path().equals(links.dockerFile().path()));
        return List.copyOf(files);
    }

    private MoveLogins movePlainText(LoginFile file) {
        return new MoveLogins(file, Reach.nothing(), Set.of(), coffer.accounts(), links.originals());
    }

    private Link podman() {
        return new DropInLink(forAll ? links.systemDropIn() : links.userDropIn());
    }

    private Installation installation() {
        return forAll
                ? machine.installation()
                : new Installation(home().resolve(".local/lib/coffer"), home().resolve(".local/bin"), sharedData());
    }

    private Path sharedData() {
        return environment
                .get("XDG_DATA_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home().resolve(".local/share"));
    }

    private boolean usesZsh() {
        return !forAll && environment.get("SHELL").orElse("").endsWith("/zsh");
    }

    private List<Path> binsWithLinks(Installation installation) {
        Path shared = machine.installation().bin();
        return machine.superuser() && !forAll ? List.of(installation.bin(), shared) : List.of(installation.bin());
    }

    private Path home() {
        return links.home();
    }
}
