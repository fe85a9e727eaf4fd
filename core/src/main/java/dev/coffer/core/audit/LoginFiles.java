package dev.coffer.core.audit;

import dev.coffer.core.audit.LoginFile.Kind;
import dev.coffer.docker.config.AuthFile;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.platform.files.FileStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files with registry logins of a user, wherever some tool looks for them.
 *
 * @param readable those that are there and can be understood; each file once, under the first name it is found by
 * @param malformed those that cannot be understood, with line, column and mistake
 */
record LoginFiles(List<LoginFile> readable, Map<Path, String> malformed) {
    LoginFiles {
        readable = List.copyOf(readable);
    }

    /** Reads them. */
    static LoginFiles of(Machine machine) {
        List<LoginFile> readable = new ArrayList<>();
        Map<Path, String> malformed = new LinkedHashMap<>();
        Set<Object> seen = new HashSet<>();
        for (Map.Entry<Path, Kind> place : places(machine).entrySet()) {
            Path path = place.getKey();
            Optional<Object> key = Machine.status(path).map(FileStatus::key);
            if (machine.read(path) instanceof FileContent.Bytes(byte[] bytes)
                    && key.isPresent()
                    && seen.add(key.get())) {
                try {
                    readable.add(parse(path, place.getValue(), bytes));
                } catch (MalformedJsonException mistake) {
                    malformed.put(path, String.valueOf(mistake.getMessage()));
                }
            }
        }
        return new LoginFiles(readable, malformed);
    }

    private static LoginFile parse(Path path, Kind kind, byte[] content) throws MalformedJsonException {
        if (kind == Kind.LEGACY) {
            return new LoginFile(path, kind, AuthFile.parse(content));
        }
        DockerConfig config = DockerConfig.parse(content);
        return new LoginFile(path, kind, config.auths(), config.credsStore(), config.credHelpers());
    }

    /** Where such files may lie, in the order in which podman reads its own; whether or not they are there. */
    static Map<Path, Kind> places(Machine machine) {
        Map<Path, Kind> places = new LinkedHashMap<>();
        places.put(machine.dockerConfig(), Kind.DOCKER);
        places.putIfAbsent(machine.home().resolve(".docker/config.json"), Kind.DOCKER);
        machine.named("REGISTRY_AUTH_FILE").ifPresent(file -> places.putIfAbsent(file, Kind.PODMAN));
        for (Path file : podman(machine)) {
            places.putIfAbsent(file, Kind.PODMAN);
        }
        places.putIfAbsent(machine.home().resolve(".dockercfg"), Kind.LEGACY);
        places.putIfAbsent(helm(machine), Kind.HELM);
        return places;
    }

    private static List<Path> podman(Machine machine) {
        Path ofHome = machine.home().resolve(".config/containers/auth.json");
        if (machine.system() != OperatingSystem.LINUX) {
            return List.of(ofHome);
        }
        Path runtime = machine.named("XDG_RUNTIME_DIR")
                .map(folder -> folder.resolve("containers"))
                .orElse(machine.file("/run/containers/" + Integer.toUnsignedString(machine.uid())));
        return List.of(
                runtime.resolve("auth.json"),
                machine.absolute("XDG_CONFIG_HOME", ".config").resolve("containers/auth.json"),
                ofHome);
    }

    private static Path helm(Machine machine) {
        String settings =
                switch (machine.system()) {
                    case MACOS -> "Library/Preferences";
                    case WINDOWS -> "AppData/Roaming";
                    default -> ".config";
                };
        return machine.named("HELM_REGISTRY_CONFIG").orElseGet(() -> machine.named("HELM_CONFIG_HOME")
                .orElseGet(() -> machine.absolute("XDG_CONFIG_HOME", settings).resolve("helm"))
                .resolve("registry/config.json"));
    }
}
