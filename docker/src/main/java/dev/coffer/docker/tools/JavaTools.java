package dev.coffer.docker.tools;

import java.util.List;

/**
 * The tools that are written in Java, each as what it is composed of. What a build file, Maven's settings, system
 * properties or the program around a library name comes before all this and is not seen.
 *
 * <p>Some of them tell {@code alpine}, which they look up under Docker Hub's URL, from {@code docker.io/library/alpine},
 * which they look up as {@code docker.io}. An image reference is complete and does not say how it was written; the models
 * take it for the short form, which people write. {@link #writtenOut} is the other one.
 */
final class JavaTools {
    private JavaTools() {}

    /** jib's Maven and Gradle plugins. */
    static RuledModel jib() {
        return model(Tool.JIB, "jib-maven-plugin 3.5.2", Jib::askings, Jib::plugins);
    }

    /** {@code CredentialRetrieverFactory.dockerConfig()}. */
    static RuledModel jibCore() {
        return model(Tool.JIB_CORE, "jib-core 0.28.1", Jib::askings, Jib::library);
    }

    /** Testcontainers: its own look-up and behind it docker-java's, which must have read its file first. */
    static RuledModel testcontainers() {
        return model(Tool.TESTCONTAINERS, "testcontainers 2.0.5", Keys::hostOrHubUrl, inquiry -> {
            DockerJavaFile fallback = DockerJavaFile.load(inquiry);
            return List.of(TestcontainersFile.load(inquiry), fallback);
        });
    }

    /** Spring Boot's {@code build-image}. */
    static RuledModel springBoot() {
        return model(
                Tool.SPRING_BOOT,
                "spring-boot-buildpack-platform 4.1.2",
                Keys::hostOrHubUrl,
                inquiry -> List.of(SpringBootFile.load(inquiry)));
    }

    /** docker-java's default client. */
    static RuledModel dockerJava() {
        return model(
                Tool.DOCKER_JAVA,
                "docker-java-core 3.7.1",
                Keys::hostOrHubUrl,
                inquiry -> List.of(DockerJavaFile.load(inquiry)));
    }

    /** fabric8's docker-maven-plugin. */
    static RuledModel dockerMavenPlugin() {
        return model(
                Tool.DOCKER_MAVEN_PLUGIN,
                "docker-maven-plugin 0.49.0",
                Keys::hostOrHubUrl,
                inquiry -> List.of(new MavenPluginFile(MavenPluginFile.Variant.DOCKER_MAVEN_PLUGIN)));
    }

    /** Eclipse JKube. */
    static RuledModel jkube() {
        return model(
                Tool.JKUBE,
                "jkube 1.19.0",
                Keys::hostOrHubUrl,
                inquiry -> List.of(new MavenPluginFile(MavenPluginFile.Variant.JKUBE)));
    }

    /** oras-java's default store. */
    static RuledModel orasJava() {
        return model(
                Tool.ORAS_JAVA,
                "oras-java-sdk 0.7.0",
                target -> List.of(new Asking(target.registry(), Keys.levelsOf(target), target.registry())),
                inquiry -> List.of(OrasJavaFiles.load(inquiry)));
    }

    /** The same tool where the image is written with {@code docker.io/} in front and that makes a difference. */
    static RuledModel writtenOut(RuledModel model) {
        return switch (model.tool()) {
            case TESTCONTAINERS, DOCKER_JAVA, JKUBE ->
                new RuledModel(
                        model.tool(),
                        model.versions(),
                        model.evidence(),
                        target -> List.of(Asking.forKey(target.registry())),
                        model.sources(),
                        model.sends());
            default -> model;
        };
    }

    private static RuledModel model(Tool tool, String compared, Keys keys, Sources sources) {
        return new RuledModel(
                tool, VersionRange.all(), new Evidence.Compared(compared), keys, sources, Sends::anything);
    }
}
