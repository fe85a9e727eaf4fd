package dev.coffer.vault.agent;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.PrivateFolder;
import dev.coffer.platform.files.UnsafeFileException;
import dev.coffer.vault.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;

/**
 * Where the agent for a folder of keys listens.
 *
 * @param folder the user's runtime folder, which nobody else may enter
 * @param keys the folder of keys; each has an agent of its own
 */
public record AgentSocket(Path folder, Path keys) {
    private static final int NAME_BYTES = 6;

    /** The socket's file. */
    public Path path() {
        byte[] hash = Sha256.of(keys.toString().getBytes(StandardCharsets.UTF_8));
        return folder.resolve("agent-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES) + ".sock");
    }

    /** True when there is such a file; says nothing about whether anybody listens. */
    boolean exists() {
        return Files.exists(path(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Our user, as the system names the owner of the runtime folder, which is checked to be ours alone. */
    UserPrincipal ourselves() throws IOException {
        if (!PrivateFolder.check(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        return Files.getOwner(folder);
    }

    /** Why the runtime folder or what listens there cannot be used. */
    static StoreException unusable(IOException failure) {
        return failure instanceof UnsafeFileException unsafe
                ? new StoreException(Kind.REFUSED, String.valueOf(unsafe.getMessage()), unsafe.whatToDo())
                : new StoreException(
                        Kind.UNREACHABLE, "the agent cannot be used: " + failure.getMessage(), "coffer lock", failure);
    }
}
