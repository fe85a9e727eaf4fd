package dev.coffer.cli.setup;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.docker.containers.RegistriesConf;
import dev.coffer.docker.tools.Tool;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import dev.coffer.platform.process.ProgramFinder;
import dev.coffer.platform.process.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Points tools at Coffer, and away from it again, by the steps that {@link Setup} is made of. Like that it never asks and
 * gives plans. Many tools share a file: linking one links all that read it.
 */
public final class Links {
    private static final String LOCK = "setup.lock";

    /** What to know about tools that read docker's config.json by rules of their own. */
    private static final Map<Tool, String> PECULIARITIES = new EnumMap<>(Map.of(
            Tool.REGCTL,
            "asks at its start which logins there are; a cloud's registry needs: coffer link regctl --server HOST",
            Tool.JIB,
            "reads podman's auth.json files first",
            Tool.JIB_CORE,
            "where the program calls dockerConfig()",
            Tool.SPRING_BOOT,
            "from 3.5 on",
            Tool.ORAS_JAVA,
            "reads plain-text entries first",
            Tool.TESTCONTAINERS,
            "DOCKER_AUTH_CONFIG replaces the file where it is set"));

    private final Environment environment;
    private final Machine machine;
    private final Coffer coffer;
    private final Originals originals;
    private final RegistriesConf registriesConf;

    private Links(Environment environment, Machine machine) throws IOException {
        this.environment = environment;
        this.machine = machine;
        this.coffer = Coffer.open(environment);
        this.originals = new Originals(coffer.vault().secrets(), InstantSource.system());
        this.registriesConf = RegistriesConf.of(environment);
    }

    /**
     * The links of the user of this process.
     *
     * @throws SetupException when the home folder is not ours
     * @throws IOException when a settings file is wrong or others may write it
     */
    public static Links of(Environment environment, Machine machine) throws IOException {
        requireOwnHome(Places.of(environment).home());
        return new Links(environment, machine);
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

    /** How every known tool stands. Changes nothing, and asks no keystore. */
    public List<ToolLink> table() {
        List<ToolLink> table = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            table.add(of(tool));
        }
        return table;
    }

    /** How one tool stands. */
    public ToolLink of(Tool tool) {
        return switch (wayTo(tool)) {
            case Way.ByFile(Link link) -> byFile(tool, link);
            case Way.ByHand(String what) ->
                new ToolLink(tool, program(tool), ToolLink.State.BY_HAND, Optional.empty(), List.of(), what);
            case Way.None(String why) ->
                new ToolLink(tool, program(tool), ToolLink.State.IMPOSSIBLE, Optional.empty(), List.of(), why);
        };
    }

    /**
     * What points tools at Coffer.
     *
     * @param tools those that can be linked by a file
     * @param server the one server to link; empty for all
     * @throws SetupException when it can be told now that it will not work
     */
    public Plan plan(Collection<Tool> tools, Optional<ServerAddress> server) throws IOException, StoreException {
        List<String> remarks = new ArrayList<>(
                new Clients(environment, machine, home()).remarks(dockerFile().read()));
        Path helper = helper();
        List<Step> steps = new ArrayList<>();
        steps.add(new ProveSearchPaths(helper, home(), searchPaths(Installation.folderOf(helper))));
        for (Link link : links(tools, server)) {
            remarks.addAll(link.remarks());
            steps.addAll(link.linking());
        }
        return Plan.of(steps, remarks, lockFile());
    }

    /**
     * What takes that back. The logins stay in the vault.
     *
     * @param inPlainText true to write them into the tools' own files, too
     */
    public Plan undoPlan(Collection<Tool> tools, Optional<ServerAddress> server, boolean inPlainText)
            throws IOException, StoreException {
        List<Step> steps = new ArrayList<>();
        boolean changes = false;
        boolean holdsLogins = false;
        Collection<Link> undone = links(tools, server);
        Set<OldHelper> stillNeeded = neededBesides(undone);
        for (Link link : undone) {
            changes |= link.isInPlace() || !link.servers().isEmpty();
            holdsLogins |= link instanceof ConfigLink;
            steps.addAll(link.unlinking(inPlainText, stillNeeded));
        }
        if (inPlainText && !holdsLogins) {
            throw new SetupException(
                    "podman's drop-in can hold no logins",
                    "podman also reads docker's config.json: coffer unlink docker podman --plain-text");
        }
        List<String> servers = changes && !inPlainText ? new VaultLogins(coffer).servers() : List.of();
        List<String> remarks = servers.isEmpty()
                ? List.of()
                : List.of("what is unlinked no longer finds the logins in the vault: " + String.join(", ", servers)
                        + "; they stay there, and --plain-text writes them into config.json");
        return Plan.of(steps, remarks, lockFile());
    }

    private Set<OldHelper> neededBesides(Collection<Link> undone) throws IOException, StoreException {
        Set<OldHelper> needed = new HashSet<>();
        List<ConfigLink> all = new ArrayList<>(others());
        all.add(docker());
        for (ConfigLink link : all) {
            boolean stays = undone.stream().noneMatch(other -> other.file().equals(link.file()));
            if (stays && link.isReadable()) {
                needed.addAll(link.oldHelpers());
            }
        }
        return needed;
    }

    /** How a tool can be pointed at Coffer. */
    private sealed interface Way {
        /** By a file of this user's. */
        record ByFile(Link link) implements Way {}

        /** By a file that is nobody's to write but the administrator's. */
        record ByHand(String what) implements Way {}

        /** Not at all. */
        record None(String why) implements Way {}
    }

    private Way wayTo(Tool tool) {
        return switch (tool) {
            case DOCKER,
                    BUILDX,
                    CRANE,
                    ORAS,
                    REGCTL,
                    NERDCTL,
                    JIB,
                    TESTCONTAINERS,
                    SPRING_BOOT,
                    DOCKER_MAVEN_PLUGIN,
                    JKUBE -> new Way.ByFile(docker());
            case JIB_CORE, ORAS_JAVA -> new Way.ByFile(config(homesDockerFile(), Reach.everything()));
            case PODMAN, BUILDAH, SKOPEO -> new Way.ByFile(new DropInLink(userDropIn()));
            case HELM -> new Way.ByFile(helm());
            case NOMAD -> new Way.ByHand("put what coffer nomad config prints into /etc/nomad.d");
            case KUBELET -> new Way.ByHand("give the kubelet what coffer kube provider-config prints");
            case DOCKER_JAVA ->
                new Way.None("runs no credential helper; the program has to hand it the login: docs/link.md");
        };
    }

    private ToolLink byFile(Tool tool, Link link) {
        ToolLink.State state;
        List<String> servers = List.of();
        String note = PECULIARITIES.getOrDefault(tool, "");
        try {
            servers = link.servers();
            state = link.isInPlace()
                    ? ToolLink.State.LINKED
                    : servers.isEmpty() ? ToolLink.State.UNLINKED : ToolLink.State.PARTLY;
            if (tool == Tool.HELM && state == ToolLink.State.UNLINKED && docker().isInPlace()) {
                state = ToolLink.State.PARTLY;
                note = "finds logins by docker's config.json, but keeps new ones in plain text in its own file";
            }
        } catch (IOException unreadable) {
            state = ToolLink.State.UNREADABLE;
            note = String.valueOf(unreadable.getMessage());
        }
        return new ToolLink(tool, program(tool), state, Optional.of(link.file()), servers, note);
    }

    private Optional<Path> program(Tool tool) {
        return onPath(tool.id());
    }

    private Optional<Path> onPath(String program) {
        return ProgramFinder.on(environment.get("PATH").orElse("")).find(program) instanceof Search.Found(Path found)
                ? Optional.of(found)
                : Optional.empty();
    }

    private Path helper() throws SetupException {
        return onPath(Delivery.HELPER)
                .or(() -> Optional.of(home().resolve(".local/bin").resolve(Delivery.HELPER))
                        .filter(Files::isExecutable))
                .orElseThrow(() -> new SetupException(
                        Delivery.HELPER + " is not on the PATH, so no tool could run it",
                        "coffer setup installs it, and links docker, podman and skopeo"));
    }

    /** The links of the tools, each file once. */
    private Collection<Link> links(Collection<Tool> tools, Optional<ServerAddress> server) throws SetupException {
        Map<Path, Link> links = new LinkedHashMap<>();
        for (Tool tool : tools) {
            if (wayTo(tool) instanceof Way.ByFile(Link link)) {
                links.putIfAbsent(link.file(), server.isEmpty() ? link : toOneServer(tool, link, server.get()));
            } else {
                throw new SetupException(tool + " is linked by no file", of(tool).note());
            }
        }
        return links.values();
    }

    private Link toOneServer(Tool tool, Link link, ServerAddress server) throws SetupException {
        if (!(link instanceof ConfigLink)) {
            throw new SetupException(
                    tool + " asks its helpers about every server",
                    "it reads docker's credHelpers too: coffer link docker --server " + server);
        }
        if (!server.isHub() && !server.path().isEmpty()) {
            throw new SetupException(
                    "tools choose their helper by the host", "leave the path out: " + server.authority());
        }
        return config(new LoginFile(link.file(), LoginFile.Kind.DOCKER), Reach.of(server));
    }

    /** Docker's config.json, and by it everything that reads it as docker does. */
    ConfigLink docker() {
        return config(dockerFile(), Reach.everything());
    }

    /** Helm asks its own file first, and docker's after it. */
    private ConfigLink helm() {
        return config(new LoginFile(helmFile(), LoginFile.Kind.DOCKER), Reach.everything());
    }

    /** The files that may have been linked besides docker's. */
    List<ConfigLink> others() {
        List<ConfigLink> others = new ArrayList<>();
        others.add(helm());
        if (!homesDockerFile().path().equals(dockerFile().path())) {
            others.add(config(homesDockerFile(), Reach.everything()));
        }
        return others;
    }

    /** The file of docker's configuration. */
    LoginFile dockerFile() {
        return new LoginFile(dockerPath(), LoginFile.Kind.DOCKER);
    }

    private Path dockerPath() {
        return environment
                .get("DOCKER_CONFIG")
                .map(folder -> Path.of(folder, "config.json").toAbsolutePath())
                .orElse(homesDockerFile().path());
    }

    /** The one in the home folder, which some tools read wherever docker's is. */
    private LoginFile homesDockerFile() {
        return new LoginFile(home().resolve(".docker/config.json"), LoginFile.Kind.DOCKER);
    }

    private Path helmFile() {
        return environment
                .get("HELM_REGISTRY_CONFIG")
                .map(name -> Path.of(name).toAbsolutePath())
                .orElseGet(() -> environment
                        .get("HELM_CONFIG_HOME")
                        .map(Path::of)
                        .or(() -> environment.get("XDG_CONFIG_HOME").map(folder -> Path.of(folder, "helm")))
                        .orElse(home().resolve(isMac() ? "Library/Preferences/helm" : ".config/helm"))
                        .resolve("registry/config.json")
                        .toAbsolutePath());
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }

    private ConfigLink config(LoginFile file, Reach reach) {
        return new ConfigLink(file, reach, environment, coffer, originals);
    }

    PodmanDropIn userDropIn() {
        return new PodmanDropIn(registriesConf, registriesConf.userDropIn());
    }

    PodmanDropIn systemDropIn() {
        return new PodmanDropIn(
                registriesConf, machine.file(registriesConf.systemDropIn().toString()));
    }

    SearchPaths searchPaths(Path bin) {
        return new SearchPaths(environment, machine, home(), bin);
    }

    Coffer coffer() {
        return coffer;
    }

    Originals originals() {
        return originals;
    }

    Path home() {
        return coffer.places().home();
    }

    Path lockFile() {
        return coffer.places().data().resolve(LOCK);
    }
}
