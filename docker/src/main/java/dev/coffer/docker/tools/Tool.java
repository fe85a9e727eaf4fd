package dev.coffer.docker.tools;

import java.util.Locale;
import java.util.Optional;

/** A tool that reads registry credentials from files, and of which there is a model. */
public enum Tool {
    DOCKER("docker"),
    BUILDX("buildx"),
    PODMAN("podman"),
    BUILDAH("buildah"),
    SKOPEO("skopeo"),
    CRANE("crane"),
    ORAS("oras"),
    HELM("helm"),
    REGCTL("regctl"),
    NERDCTL("nerdctl"),
    NOMAD("nomad"),
    KUBELET("kubelet"),
    JIB("jib"),
    JIB_CORE("jib-core"),
    TESTCONTAINERS("testcontainers"),
    SPRING_BOOT("spring-boot"),
    DOCKER_JAVA("docker-java"),
    DOCKER_MAVEN_PLUGIN("docker-maven-plugin"),
    JKUBE("jkube"),
    ORAS_JAVA("oras-java");

    private final String id;

    Tool(String id) {
        this.id = id;
    }

    /** The tool's name as it is written on a command line: {@code docker}, {@code spring-boot}. */
    public String id() {
        return id;
    }

    /** The tool of this name, in upper or lower case. */
    public static Optional<Tool> named(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        for (Tool tool : values()) {
            if (tool.id.equals(wanted)) {
                return Optional.of(tool);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return id;
    }
}
