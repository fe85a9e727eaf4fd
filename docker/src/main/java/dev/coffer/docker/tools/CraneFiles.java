package dev.coffer.docker.tools;

import dev.coffer.docker.tools.HelperRules.After;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The default keychain of go-containerregistry: docker's file if there is one in either place, else the first of
 * podman's files, else nothing; then docker's library.
 *
 * @param readsVariable whether its copy of docker's library knows {@code DOCKER_AUTH_CONFIG}
 * @param readsRegistryAuthFile whether {@code REGISTRY_AUTH_FILE} comes before podman's files
 * @param readsConfigFolder whether podman's file in the configuration folder is known
 */
record CraneFiles(boolean readsVariable, boolean readsRegistryAuthFile, boolean readsConfigFolder) implements Sources {
    @Override
    public List<Source> open(Inquiry inquiry) throws StoppedException {
        Optional<Path> file = choose(inquiry);
        if (file.isEmpty()) {
            if (inquiry.world().environment().get(DockerAuthConfig.NAME).isPresent()) {
                inquiry.note("$" + DockerAuthConfig.NAME, "is ignored, because there is no file");
            }
            return List.of();
        }
        return List.of(new DockerLibrary(readsVariable, true, false, After.ERROR).open(file.get(), inquiry));
    }

    private Optional<Path> choose(Inquiry inquiry) {
        Path atHome = FilePlaces.dockerConfigAtHome(inquiry);
        Path dockers = FilePlaces.dockerConfig(inquiry);
        if (isFile(atHome, inquiry)) {
            if (!dockers.equals(atHome)) {
                inquiry.note(atHome, "is there, so docker's file is taken, which is another one by $DOCKER_CONFIG");
            }
            return Optional.of(dockers);
        }
        inquiry.note(atHome, "is not there");
        List<Path> others = new ArrayList<>();
        FilePlaces.dockerConfigNamed(inquiry).ifPresent(others::add);
        if (readsRegistryAuthFile) {
            inquiry.pathIn("REGISTRY_AUTH_FILE").ifPresent(others::add);
        }
        FilePlaces.containersRuntimeNamed(inquiry).ifPresent(others::add);
        if (readsConfigFolder) {
            others.add(FilePlaces.containersConfig(inquiry));
        }
        for (Path other : others) {
            if (isFile(other, inquiry)) {
                inquiry.note(other, "is the first file that is there, and the only one read");
                return Optional.of(other);
            }
            inquiry.note(other, "is not there");
        }
        return Optional.empty();
    }

    private static boolean isFile(Path path, Inquiry inquiry) {
        return switch (inquiry.world().read(path)) {
            case FileContent.Bytes ignored -> true;
            case FileContent.Unreadable ignored -> true;
            case FileContent.Missing ignored -> false;
            case FileContent.Folder ignored -> false;
        };
    }
}
