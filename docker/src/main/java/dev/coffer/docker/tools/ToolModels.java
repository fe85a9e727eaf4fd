package dev.coffer.docker.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models of all tools. */
public final class ToolModels {
    private ToolModels() {}

    /** Every model, a tool's bands one after the other, older versions first. */
    public static List<ToolModel> all() {
        List<ToolModel> models = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            models.addAll(bands(tool));
        }
        return List.copyOf(models);
    }

    /** A tool's models, for older versions first; their ranges do not overlap. */
    public static List<ToolModel> bands(Tool tool) {
        return List.copyOf(bands(tool, Command.PULL));
    }

    /** A tool's models for one of its commands; where that does nothing of its own, the same as for a pull. */
    public static List<ToolModel> bands(Tool tool, Command command) {
        return List.copyOf(
                switch (command) {
                    case PULL -> pulling(tool);
                    case MANIFEST_INSPECT -> tool == Tool.DOCKER ? GoTools.dockerManifestInspect() : pulling(tool);
                    case GET_LOGIN ->
                        switch (tool) {
                            case PODMAN -> GoTools.podmanGetLogin();
                            case SKOPEO -> GoTools.skopeoGetLogin();
                            default -> pulling(tool);
                        };
                });
    }

    /**
     * The model of a tool.
     *
     * @param version the tool's; the newest band is taken when it is unknown, and the nearest when no band holds it
     */
    public static ToolModel of(Tool tool, Optional<ToolVersion> version) {
        return of(tool, version, Command.PULL);
    }

    /** As {@link #of(Tool, Optional)}, for one of the tool's commands. */
    public static ToolModel of(Tool tool, Optional<ToolVersion> version, Command command) {
        List<ToolModel> bands = bands(tool, command);
        if (version.isEmpty()) {
            return bands.getLast();
        }
        for (ToolModel band : bands) {
            boolean earlier = band.versions()
                    .before()
                    .map(end -> version.get().compareTo(end) < 0)
                    .orElse(true);
            if (earlier) {
                return band;
            }
        }
        return bands.getLast();
    }

    private static List<? extends ToolModel> pulling(Tool tool) {
        return switch (tool) {
            case DOCKER -> GoTools.docker();
            case BUILDX -> GoTools.buildx();
            case PODMAN -> GoTools.podman();
            case BUILDAH -> GoTools.buildah();
            case SKOPEO -> GoTools.skopeo();
            case CRANE -> GoTools.crane();
            case ORAS -> GoTools.oras();
            case HELM -> GoTools.helm();
            case NERDCTL -> GoTools.nerdctl();
            case REGCTL -> GoTools.regctl();
            case NOMAD -> GoTools.nomad();
            case KUBELET -> GoTools.kubelet();
            case JIB -> List.of(JavaTools.jib());
            case JIB_CORE -> List.of(JavaTools.jibCore());
            case TESTCONTAINERS -> List.of(JavaTools.testcontainers());
            case SPRING_BOOT -> List.of(JavaTools.springBoot());
            case DOCKER_JAVA -> List.of(JavaTools.dockerJava());
            case DOCKER_MAVEN_PLUGIN -> List.of(JavaTools.dockerMavenPlugin());
            case JKUBE -> List.of(JavaTools.jkube());
            case ORAS_JAVA -> List.of(JavaTools.orasJava());
        };
    }
}
