package dev.coffer.kubernetes.secrets;

import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The docker configuration that a kubelet finds on its node: the first file that can be read, of a fixed list. */
public final class NodeConfig {
    /** Where a kubelet keeps its files unless told otherwise. */
    public static final Path KUBELET_ROOT = Path.of("/var/lib/kubelet");

    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final Path ROOT = Path.of("/");

    private NodeConfig() {}

    /**
     * A file that may be the one.
     *
     * @param path where it is
     * @param form how it is written
     */
    public record Candidate(Path path, SecretType form) {}

    /**
     * The files in the kubelet's order.
     *
     * @param kubeletRoot its {@code --root-dir}
     * @param workingFolder the folder it was started in; {@code /} under systemd
     * @param home its {@code HOME}; without one the working folder stands for it
     */
    public static List<Candidate> candidates(Path kubeletRoot, Path workingFolder, Optional<Path> home) {
        List<Candidate> candidates = new ArrayList<>();
        for (Path folder : List.of(
                kubeletRoot, workingFolder, home.orElse(workingFolder).resolve(".docker"), ROOT.resolve(".docker"))) {
            candidates.add(new Candidate(folder.resolve("config.json"), SecretType.DOCKERCONFIGJSON));
        }
        for (Path folder : List.of(kubeletRoot, workingFolder, home.orElse(workingFolder), ROOT)) {
            candidates.add(new Candidate(folder.resolve(".dockercfg"), SecretType.DOCKERCFG));
        }
        return candidates.stream().distinct().toList();
    }

    /** The one that a kubelet would use: a file that it cannot read or parse is passed over. */
    public static Optional<CredentialPlace> find(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            Optional<CredentialPlace> place = read(candidate);
            if (place.isPresent() && place.get().table() instanceof AuthTable.Entries) {
                return place;
            }
        }
        return Optional.empty();
    }

    /** One file, broken or not; empty when it is not there or cannot be read. */
    public static Optional<CredentialPlace> read(Candidate candidate) {
        try {
            return BoundedFile.read(candidate.path(), MAX_BYTES)
                    .map(content -> new CredentialPlace(
                            CredentialPlace.Kind.NODE_CONFIG,
                            candidate.path().toString(),
                            AuthTable.parse(content, candidate.form())));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
