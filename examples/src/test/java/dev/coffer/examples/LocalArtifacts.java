package dev.coffer.examples;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A local Maven repository with Coffer as it was just built. What other people made is the user's own, by links, so that it
 * is downloaded once; what the user may have installed of Coffer is not in it.
 */
final class LocalArtifacts {
    /** Folder and artifact of all that {@code dev.coffer:coffer} needs. */
    private static final List<List<String>> MODULES = List.of(
            List.of("api", "coffer-api"),
            List.of("age", "coffer-age"),
            List.of("platform", "coffer-platform"),
            List.of("docker", "coffer-docker"),
            List.of("registry", "coffer-registry"),
            List.of("vault", "coffer-vault"),
            List.of("keychain", "coffer-keychain"),
            List.of("core", "coffer"));

    private static final Path ROOT = Path.of(System.getProperty("coffer.root"));
    private static final String VERSION = System.getProperty("coffer.version");

    private LocalArtifacts() {}

    /** Makes the repository anew in an empty folder. */
    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("dev"));
        Path users = usersRepository();
        link(users, folder, "dev");
        link(users.resolve("dev"), folder.resolve("dev"), "coffer");
        put(folder, "coffer-parent", ROOT.resolve("pom.xml"));
        put(folder, "coffer-bom", ROOT.resolve("bom/pom.xml"));
        for (List<String> module : MODULES) {
            String artifact = module.getLast();
            Path place = put(folder, artifact, ROOT.resolve(module.getFirst()).resolve("pom.xml"));
            String jar = artifact + "-" + VERSION + ".jar";
            Path built = ROOT.resolve(module.getFirst()).resolve("target").resolve(jar);
            if (!Files.exists(built)) {
                throw new IOException(built + " is missing: run ./mvnw package, or verify, not test");
            }
            Files.copy(built, place.resolve(jar));
        }
        return folder;
    }

    /** Where Maven keeps what it has downloaded for this user. */
    private static Path usersRepository() throws IOException {
        Path repository = Path.of(System.getProperty("user.home"), ".m2/repository");
        return Files.createDirectories(repository).toRealPath();
    }

    private static void link(Path from, Path to, String except) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.equals(except)) {
                    Files.createSymbolicLink(to.resolve(name), entry);
                }
            }
        }
    }

    private static Path put(Path repository, String artifact, Path pom) throws IOException {
        Path place = Files.createDirectories(
                repository.resolve("dev/coffer").resolve(artifact).resolve(VERSION));
        Files.copy(pom, place.resolve(artifact + "-" + VERSION + ".pom"));
        return place;
    }
}
