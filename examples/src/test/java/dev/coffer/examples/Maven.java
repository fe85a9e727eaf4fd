package dev.coffer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs Maven on somebody's project, in a home and with a local repository of the test's own. */
final class Maven {
    private static final int SECONDS = 240;

    private final Path repository;
    private final Path home;

    Maven(Path repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    /** All that it and the program print; it must succeed. */
    String run(Path project, Map<String, String> variables, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("coffer.root"), "mvnw").toString(),
                "-q",
                "-B",
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(words));
        Path output = project.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("DOCKER_")
                        || name.startsWith("COFFER_")
                        || name.startsWith("XDG_")
                        || name.startsWith("MAVEN_")
                        || name.equals("REGISTRY_AUTH_FILE"));
        environment.put("HOME", home.toString());
        environment.put("MAVEN_USER_HOME", System.getProperty("user.home") + "/.m2");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("Maven took longer than " + SECONDS + " s in " + project);
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
