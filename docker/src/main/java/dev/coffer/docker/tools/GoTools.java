package dev.coffer.docker.tools;

import dev.coffer.docker.tools.ContainersLibrary.NamedFile;
import dev.coffer.docker.tools.HelperRules.After;
import java.util.List;

/** The tools that are written in Go, each as what it is composed of. */
final class GoTools {
    private static final ToolVersion DOCKER_28_3 = ToolVersion.of(28, 3);
    private static final ToolVersion DOCKER_29_5 = ToolVersion.of(29, 5);

    /** The first versions with containers/image 5.24. */
    private static final ToolVersion PODMAN_4_4 = ToolVersion.of(4, 4);

    private static final ToolVersion SKOPEO_1_11 = ToolVersion.of(1, 11);
    private static final ToolVersion BUILDAH_1_29 = ToolVersion.of(1, 29);

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
        Evidence evidence =
                version.equals("28.3") ? new Evidence.FromSource(version) : new Evidence.Compared("docker " + version);
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

    static List<RuledModel> podman() {
        return pulling(Tool.PODMAN, PODMAN_4_4, new Evidence.Compared("podman 4.3.1"));
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
                new Evidence.Compared("podman 4.3.1"),
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
