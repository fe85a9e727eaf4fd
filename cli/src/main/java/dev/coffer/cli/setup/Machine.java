package dev.coffer.cli.setup;

import dev.coffer.platform.files.EffectiveUser;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The places that all users of a machine share.
 *
 * @param root the root of its file system
 * @param superuser true when we may change them
 */
public record Machine(Path root, boolean superuser) {
    /** This one. */
    public static Machine here() throws IOException {
        return new Machine(Path.of("/"), EffectiveUser.isRoot());
    }

    /** Where programs for all users are installed. */
    Installation installation() {
        return new Installation(
                root.resolve("usr/local/lib/coffer"), root.resolve("usr/local/bin"), root.resolve("usr/local/share"));
    }

    Path file(String absoluteName) {
        return root.resolve(absoluteName.substring(1));
    }
}
