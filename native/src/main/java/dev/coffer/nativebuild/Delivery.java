package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A built program in its place: {@code bin/coffer}, {@code bin/docker-credential-coffer} {@code share}, and
 * {@code lib/coffer}, which holds the fingerprint of what it was made of.
 *
 * @param folder where {@code bin}, {@code lib} and {@code share} lie
 */
record Delivery(Path folder) {
    private static final String HELPER = "docker-credential-coffer";
    private static final String FINGERPRINT = "lib/coffer/fingerprint";

    boolean isMadeOf(Fingerprint parts) {
        try {
            return Files.isExecutable(folder.resolve("bin/coffer"))
                    && Files.readString(folder.resolve(FINGERPRINT)).equals(parts.hex());
        } catch (IOException none) {
            return false;
        }
    }

    /** Takes over what was built, in one folder or several. What lay here before stays whole until the new one is complete. */
    void install(List<Path> built, Fingerprint parts) throws BuildFailure {
        try {
            Path fresh = folder.resolve(".new");
            Path old = folder.resolve(".old");
            Folders.clear(fresh);
            Folders.clear(old);
            for (Path folderBuilt : built) {
                Folders.copy(folderBuilt, fresh);
            }
            Files.createSymbolicLink(fresh.resolve("bin").resolve(HELPER), Path.of("coffer"));
            Files.createDirectories(fresh.resolve(FINGERPRINT).getParent());
            Files.writeString(fresh.resolve(FINGERPRINT), parts.hex());
            // The program comes last: what it needs is there when it is.
            for (String part : List.of("lib", "share", "bin")) {
                if (Files.exists(folder.resolve(part), LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(folder.resolve(part), old.resolve(part), StandardCopyOption.ATOMIC_MOVE);
                }
                if (Files.exists(fresh.resolve(part))) {
                    Files.move(fresh.resolve(part), folder.resolve(part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Folders.delete(fresh);
            Folders.delete(old);
        } catch (IOException e) {
            throw new BuildFailure("cannot put the program into " + folder + ": " + e, e);
        }
    }
}
