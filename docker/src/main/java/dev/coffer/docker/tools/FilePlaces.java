package dev.coffer.docker.tools;

import java.nio.file.Path;
import java.util.Optional;

/** Where the tools' files lie. */
final class FilePlaces {
    private static final String CONFIG_JSON = "config.json";
    private static final String AUTH_JSON = "containers/auth.json";

    private FilePlaces() {}

    /** {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
    static Path dockerConfig(Inquiry inquiry) {
        return dockerConfigNamed(inquiry).orElseGet(() -> dockerConfigAtHome(inquiry));
    }

    /** {@code $DOCKER_CONFIG/config.json}. */
    static Optional<Path> dockerConfigNamed(Inquiry inquiry) {
        return inquiry.pathIn("DOCKER_CONFIG").map(folder -> folder.resolve(CONFIG_JSON));
    }

    /** {@code ~/.docker/config.json}. */
    static Path dockerConfigAtHome(Inquiry inquiry) {
        return inquiry.world().home().resolve(".docker").resolve(CONFIG_JSON);
    }

    /** The file that {@code helm registry login} writes. */
    static Path helmRegistryConfig(Inquiry inquiry) {
        return inquiry.pathIn("HELM_REGISTRY_CONFIG")
                .orElseGet(() -> helmFolder(inquiry).resolve("registry").resolve(CONFIG_JSON));
    }

    private static Path helmFolder(Inquiry inquiry) {
        Path home = inquiry.world().home();
        return inquiry.pathIn("HELM_CONFIG_HOME")
                .or(() -> inquiry.pathIn("XDG_CONFIG_HOME").map(folder -> folder.resolve("helm")))
                .orElseGet(() -> switch (inquiry.world().system()) {
                    case MACOS -> home.resolve("Library/Preferences/helm");
                    case WINDOWS ->
                        inquiry.pathIn("APPDATA")
                                .orElseGet(() -> home.resolve("AppData/Roaming"))
                                .resolve("helm");
                    case LINUX, FREEBSD -> home.resolve(".config/helm");
                });
    }

    /** {@code $REGCTL_CONFIG}, else {@code ~/.regctl/config.json}. */
    static Path regctlConfig(Inquiry inquiry) {
        return inquiry.pathIn("REGCTL_CONFIG")
                .orElseGet(() -> inquiry.world().home().resolve(".regctl").resolve(CONFIG_JSON));
    }

    /** {@code ~/.dockercfg}. */
    static Path dockercfg(Inquiry inquiry) {
        return inquiry.world().home().resolve(".dockercfg");
    }

    /** {@code $XDG_RUNTIME_DIR/containers/auth.json}. */
    static Optional<Path> containersRuntimeNamed(Inquiry inquiry) {
        return inquiry.pathIn("XDG_RUNTIME_DIR").map(folder -> folder.resolve(AUTH_JSON));
    }

    /** The file that {@code podman login} writes: below the runtime folder on Linux, in the home folder elsewhere. */
    static Path containersPrimary(Inquiry inquiry) {
        if (inquiry.world().system() != OperatingSystem.LINUX) {
            return inquiry.world().home().resolve(".config").resolve(AUTH_JSON);
        }
        return containersRuntimeNamed(inquiry)
                .orElseGet(() ->
                        Path.of("/run/containers", Long.toString(inquiry.world().userId()), "auth.json"));
    }

    /** {@code ${XDG_CONFIG_HOME:-~/.config}/containers/auth.json}. */
    static Path containersConfig(Inquiry inquiry) {
        return inquiry.pathIn("XDG_CONFIG_HOME")
                .orElseGet(() -> inquiry.world().home().resolve(".config"))
                .resolve(AUTH_JSON);
    }
}
