package dev.coffer.docker.tools;

import dev.coffer.docker.tools.ContainersLibrary.NamedFile;
import dev.coffer.docker.tools.HelperRules.After;
import java.util.ArrayList;
import java.util.List;

/** The tools that are written in Go, each as what it is composed of. */
final class GoTools {
    private static final ToolVersion DOCKER_28_3 = ToolVersion.of(28, 3);
    private static final ToolVersion DOCKER_29_5 = ToolVersion.of(29, 5);

    /** The first versions with containers/image 5.24. */
    private static final ToolVersion PODMAN_4_4 = ToolVersion.of(4, 4);

    private static final ToolVersion SKOPEO_1_11 = ToolVersion.of(1, 11);
    private static final ToolVersion BUILDAH_1_29 = ToolVersion.of(1, 29);

    private static final Evidence CRANE_SOURCE = new Evidence.FromSource("go-containerregistry v0.21.9");

    private GoTools() {}

    /** {@code docker pull}. */
    static List<RuledModel> docker() {
        // The key of Docker Hub is normalised inside the look-up since 29.5, and a failing helper is no longer passed
        // over.
        return List.of(
                docker(VersionRange.before(DOCKER_28_3), "28.2.2", false, After.NEXT_PART),
                docker(VersionRange.between(DOCKER_28_3, DOCKER_29_5), "28.3", true, After.NEXT_PART),
                docker(VersionRange.from(DOCKER_29_5), "29.7.2", true, After.ERROR));
    }

    /** {@code docker manifest inspect}, which goes on with the file's entry when a helper fails, in every version. */
    static List<RuledModel> dockerManifestInspect() {
        return List.of(
                docker(VersionRange.before(DOCKER_28_3), "28.2.2", false, After.NEXT_PART),
                docker(VersionRange.from(DOCKER_28_3), "29.7.2", true, After.NEXT_PART));
    }

    private static RuledModel docker(VersionRange versions, String version, boolean variable, After helperFailed) {
        DockerLibrary library = new DockerLibrary(variable, false, true, helperFailed);
        Evidence evidence = version.equals("28.3")
                ? new Evidence.FromSource(version)
                : new Evidence.Compared("docker " + version + " manifest inspect");
        return new RuledModel(
                Tool.DOCKER,
                versions,
                evidence,
                Keys::hostOrHubUrl,
                library.inDockersFolder(),
                Sends::tokenOrFullLogin);
    }

    /** {@code buildx imagetools inspect} and BuildKit's session. */
    static List<RuledModel> buildx() {
        DockerLibrary library = new DockerLibrary(true, false, true, After.ERROR);
        return List.of(new RuledModel(
                Tool.BUILDX,
                VersionRange.all(),
                new Evidence.Compared("buildx 461836ba0"),
                Keys::hostOrHubUrl,
                library.inDockersFolder(),
                Sends::tokenOrFullLogin));
    }

    /** The default keychain of go-containerregistry, on which crane, ko and others stand. */
    static List<RuledModel> crane() {
        ToolVersion registryAuthFile = ToolVersion.of(0, 19, 2);
        ToolVersion variable = ToolVersion.of(0, 20, 7);
        ToolVersion configFolder = ToolVersion.of(0, 21, 8);
        return List.of(
                crane(VersionRange.before(registryAuthFile), CRANE_SOURCE, new CraneFiles(false, false, false)),
                crane(
                        VersionRange.between(registryAuthFile, variable),
                        CRANE_SOURCE,
                        new CraneFiles(false, true, false)),
                crane(VersionRange.between(variable, configFolder), CRANE_SOURCE, new CraneFiles(true, true, false)),
                crane(
                        VersionRange.from(configFolder),
                        new Evidence.Compared("crane 3f4ff3ca (v0.21.9)"),
                        new CraneFiles(true, true, true)));
    }

    private static RuledModel crane(VersionRange versions, Evidence evidence, CraneFiles files) {
        return new RuledModel(Tool.CRANE, versions, evidence, Keys::repositoryThenHost, files, Sends::tokenOrFullLogin);
    }

    static List<RuledModel> oras() {
        OrasLibrary library = new OrasLibrary(false);
        return List.of(new RuledModel(
                Tool.ORAS,
                VersionRange.all(),
                new Evidence.FromSource("oras 1.3.3"),
                Keys::hostOrHubUrl,
                inquiry -> List.of(library.open(FilePlaces.dockerConfig(inquiry), inquiry)),
                Sends::anything));
    }

    /** helm with oras-go 2: its own file, then docker's; docker's is left out when it cannot be loaded. */
    static List<RuledModel> helm() {
        OrasLibrary library = new OrasLibrary(true);
        Sources sources = inquiry -> {
            List<Source> opened = new ArrayList<>();
            opened.add(library.open(FilePlaces.helmRegistryConfig(inquiry), inquiry));
            try {
                opened.add(library.open(FilePlaces.dockerConfig(inquiry), inquiry));
            } catch (StoppedException leftOut) {
                inquiry.note(FilePlaces.dockerConfig(inquiry), "is left out");
            }
            return opened;
        };
        return List.of(new RuledModel(
                Tool.HELM,
                VersionRange.from(ToolVersion.of(3, 18)),
                new Evidence.FromSource("helm 4.2.4"),
                Keys::hostOrHubUrl,
                sources,
                Sends::anything));
    }

    static List<RuledModel> nerdctl() {
        return List.of(new RuledModel(
                Tool.NERDCTL,
                VersionRange.all(),
                new Evidence.FromSource("nerdctl 2.3.5"),
                NerdctlForms::keys,
                NerdctlForms.sources(),
                Sends::tokenOrFullLogin));
    }

    static List<RuledModel> regctl() {
        return List.of(new RuledModel(
                Tool.REGCTL,
                VersionRange.all(),
                new Evidence.FromSource("regclient 0.11.5"),
                RegclientHosts::keys,
                RegclientHosts::open,
                Sends::anything));
    }

    static List<RuledModel> nomad() {
        return List.of(new RuledModel(
                Tool.NOMAD,
                VersionRange.all(),
                new Evidence.FromSource("nomad 2.0.5"),
                NomadFiles::keys,
                NomadFiles::open,
                NomadFiles::lackOf));
    }

    static List<RuledModel> kubelet() {
        return List.of(new RuledModel(
                Tool.KUBELET,
                VersionRange.all(),
                new Evidence.FromSource("kubernetes 1.36"),
                KubeletFiles::keys,
                KubeletFiles::open,
                Sends::anything));
    }

    static List<RuledModel> podman() {
        return pulling(Tool.PODMAN, PODMAN_4_4, new Evidence.Compared("podman 4.3.1 pull"));
    }

    static List<RuledModel> buildah() {
        return pulling(Tool.BUILDAH, BUILDAH_1_29, new Evidence.Compared("buildah 1.28.2"));
    }

    /** podman and buildah; before containers/image 5.24 they stop where the file that is named is not there. */
    private static List<RuledModel> pulling(Tool tool, ToolVersion boundary, Evidence older) {
        NamedFile named = NamedFile::variableOrDockers;
        return List.of(
                containers(
                        tool,
                        VersionRange.before(boundary),
                        older,
                        new ContainersLibrary(named, false, true, true),
                        Sends::anything),
                containers(
                        tool,
                        VersionRange.from(boundary),
                        new Evidence.FromSource("containers/image 5.39"),
                        new ContainersLibrary(named, true, false, true),
                        Sends::anything));
    }

    static List<RuledModel> skopeo() {
        NamedFile named = NamedFile::variable;
        return List.of(
                containers(
                        Tool.SKOPEO,
                        VersionRange.before(SKOPEO_1_11),
                        new Evidence.Compared("skopeo 1.9.3"),
                        new ContainersLibrary(named, false, false, false),
                        Sends::anything),
                containers(
                        Tool.SKOPEO,
                        VersionRange.from(SKOPEO_1_11),
                        new Evidence.Compared("skopeo b71619a"),
                        new ContainersLibrary(named, true, false, false),
                        Sends::anything));
    }

    /** {@code podman login --get-login}. */
    static List<RuledModel> podmanGetLogin() {
        return gettingLogin(
                Tool.PODMAN,
                PODMAN_4_4,
                new Evidence.Compared("podman 4.3.1 login --get-login"),
                new Evidence.FromSource("containers/image 5.39"),
                true);
    }

    /** {@code skopeo login --get-login}, which treats docker's folder as podman does. */
    static List<RuledModel> skopeoGetLogin() {
        return gettingLogin(
                Tool.SKOPEO,
                SKOPEO_1_11,
                new Evidence.Compared("skopeo 1.9.3"),
                new Evidence.Compared("skopeo b71619a"),
                false);
    }

    private static List<RuledModel> gettingLogin(
            Tool tool, ToolVersion boundary, Evidence older, Evidence newer, boolean readsConfVariables) {
        NamedFile named = NamedFile::variableOrDockers;
        return List.of(
                containers(
                        tool,
                        VersionRange.before(boundary),
                        older,
                        new ContainersLibrary(named, false, false, readsConfVariables),
                        Sends::userName),
                containers(
                        tool,
                        VersionRange.from(boundary),
                        newer,
                        new ContainersLibrary(named, true, false, readsConfVariables),
                        Sends::userName));
    }

    private static RuledModel containers(
            Tool tool, VersionRange versions, Evidence evidence, ContainersLibrary library, Sends sends) {
        return new RuledModel(tool, versions, evidence, Keys::levels, library.sources(), sends);
    }
}
