package dev.coffer.cli.ci;

import dev.coffer.docker.config.DockerConfig;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.FolderTree;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder that holds everything one CI job may know: docker's configuration, the vault and its key. It is made for the
 * job and removed with it, so that jobs on the same machine cannot use each other's logins.
 */
public final class CiJob {
    private static final String FOLDER_VARIABLE = "COFFER_CI";
    private static final String DOCKER_VARIABLE = "DOCKER_CONFIG";
    private static final String DATA_VARIABLE = "COFFER_HOME";
    private static final String IDENTITY_VARIABLE = "COFFER_IDENTITY_HOME";
    private static final String PREFIX = "coffer-ci-";

    /** Lies in every such folder; without it nothing is removed. */
    private static final String MARKER = ".coffer-ci";

    private final Path folder;

    private CiJob(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder, below {@code RUNNER_TEMP}, {@code XDG_RUNTIME_DIR}, {@code TMPDIR} or {@code /tmp}, with mode 0700.
     *
     * @throws IOException when a job has begun already, or the folder cannot be made
     */
    public static CiJob start(Environment environment) throws IOException {
        if (environment.get(FOLDER_VARIABLE).isPresent()) {
            throw new IOException("a job has begun already (" + FOLDER_VARIABLE + " is set);"
                    + " end it first: eval \"$(coffer ci --end)\"");
        }
        Path parent = Path.of(environment
                .get("RUNNER_TEMP")
                .or(() -> environment.get("XDG_RUNTIME_DIR"))
                .or(() -> environment.get("TMPDIR"))
                .orElse("/tmp"));
        Path folder = Files.createTempDirectory(parent.toAbsolutePath(), PREFIX);
        AtomicFile.writePrivate(folder.resolve(MARKER), new byte[0]);
        Path docker = folder.resolve("docker");
        PrivateFolder.ensure(docker);
        AtomicFile.writePrivate(
                docker.resolve("config.json"),
                DockerConfig.empty().withCredsStore("coffer").toText().getBytes(StandardCharsets.UTF_8));
        return new CiJob(folder);
    }

    /**
     * The job that has begun.
     *
     * @throws IOException when none has
     */
    public static CiJob current(Environment environment) throws IOException {
        Path folder = Path.of(environment
                .get(FOLDER_VARIABLE)
                .orElseThrow(() -> new IOException("no job has begun here: " + FOLDER_VARIABLE + " is not set")));
        if (!Files.isRegularFile(folder.resolve(MARKER))) {
            throw new IOException(folder + " was not made by `coffer ci`; nothing was removed");
        }
        return new CiJob(folder);
    }

    /** The shell commands that make the rest of the job use the folder. */
    public List<String> begin() {
        return List.of(
                export(FOLDER_VARIABLE, folder),
                export(DOCKER_VARIABLE, folder.resolve("docker")),
                export(DATA_VARIABLE, folder.resolve("data")),
                export(IDENTITY_VARIABLE, folder.resolve("identity")));
    }

    /** Removes the folder, and gives the shell commands that forget it. */
    public List<String> end() throws IOException {
        FolderTree.delete(folder);
        return List.of(
                "unset " + FOLDER_VARIABLE + " " + DOCKER_VARIABLE + " " + DATA_VARIABLE + " " + IDENTITY_VARIABLE);
    }

    private static String export(String variable, Path value) {
        return "export " + variable + "='" + value.toString().replace("'", "'\\''") + "'";
    }
}
