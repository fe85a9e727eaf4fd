package dev.coffer.cli.setup;

import dev.coffer.docker.config.DockerConfig;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognises clients that have ways of their own, and says what that means. */
final class Clients {
    /** Our own suffix, as {@code credsStore} and {@code credential-helpers} name it. */
    static final String COFFER = "coffer";

    private static final int MAX_VERSION = 1 << 16;

    private final Environment environment;
    private final Machine machine;
    private final Path home;

    Clients(Environment environment, Machine machine, Path home) {
        this.environment = environment;
        this.machine = machine;
        this.home = home;
    }

    /** One line for everything that is recognised. */
    List<String> remarks(DockerConfig config) {
        List<String> remarks = new ArrayList<>();
        for (Map.Entry<String, String> helper : config.credHelpers().entrySet()) {
            if (!helper.getValue().equals(COFFER)) {
                remarks.add("credHelpers is kept: docker asks "
                        + (helper.getValue().isEmpty() ? "the plain-text file" : helper.getValue()) + " about "
                        + helper.getKey());
            }
        }
        if (environment.get("DOCKER_AUTH_CONFIG").isPresent()) {
            remarks.add("DOCKER_AUTH_CONFIG is set: docker prefers the logins in it; unset it to use those of coffer");
        }
        authFile().ifPresent(remarks::add);
        if (Files.exists(machine.file("/snap/bin/docker"))) {
            remarks.add("docker is installed as a snap, which is confined: it reads "
                    + home.resolve("snap/docker/current/.docker/config.json")
                    + " and cannot run a helper from outside; that file is left alone. A docker from the distribution or"
                    + " from docker.com works");
        }
        String store = config.credsStore().orElse("");
        if (store.startsWith("desktop") || Files.isDirectory(home.resolve(".docker/desktop"))) {
            remarks.add("Docker Desktop is here: it may set credsStore back when it starts or is updated;"
                    + " run coffer setup again then");
        }
        if (isWsl()) {
            remarks.add(
                    "this is WSL: docker.exe on the Windows side has a configuration of its own, which is left alone"
                            + (store.endsWith(".exe") ? "; " + store + " needs the Windows PATH in here" : ""));
        }
        if (isDevContainer()) {
            remarks.add(
                    "this is a dev container: what is set up here ends with it, unless the home folder is a volume");
        }
        return remarks;
    }

    /** What its login and logout write goes by podman's rules, which are not docker's. */
    private Optional<String> authFile() {
        Optional<Path> named =
                environment.get("REGISTRY_AUTH_FILE").map(file -> Path.of(file).toAbsolutePath());
        Path docker = home.resolve(".docker/config.json");
        Path folder = environment
                .get("DOCKER_CONFIG")
                .map(name -> Path.of(name, "config.json").toAbsolutePath())
                .orElse(docker);
        return named.filter(file -> file.normalize().equals(folder.normalize())
                        || file.normalize().equals(docker))
                .map(file ->
                        "REGISTRY_AUTH_FILE names docker's " + file + ": podman and skopeo pass over its credsStore,"
                                + " and skopeo login writes plain text into it and drops credsStore; unset REGISTRY_AUTH_FILE:"
                                + " the drop-in of coffer link podman serves them");
    }

    private boolean isDevContainer() {
        return environment.get("REMOTE_CONTAINERS").isPresent()
                || environment.get("CODESPACES").isPresent();
    }

    private boolean isWsl() {
        try {
            byte[] version =
                    BoundedFile.read(machine.file("/proc/version"), MAX_VERSION).orElse(new byte[0]);
            return new String(version, StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT)
                    .contains("microsoft");
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }
}
