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
 * Where the agent for one folder of keys listens: in the user's runtime folder, which nobody else may enter.
 *
 * @param path the socket's file
 */
public record AgentSocket(Path path) {
    private static final int NAME_BYTES = 6;

    /** Each folder of keys has an agent of its own. */
    public static AgentSocket of(Path runtimeFolder, Path identityFolder) {
        byte[] hash = Sha256.of(identityFolder.toString().getBytes(StandardCharsets.UTF_8));
        return new AgentSocket(
                runtimeFolder.resolve("agent-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES) + ".sock"));
    }

    /** The runtime folder. */
    Path folder() {
        Path folder = path.getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** True when there is such a file; says nothing about whether anybody listens. */
    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Our user, as the system names the owner of the runtime folder, which is checked to be ours alone. */
    UserPrincipal ourselves() throws IOException {
        if (!PrivateFolder.check(folder())) {
            throw new IOException("there is no folder " + folder());
        }
        return Files.getOwner(folder());
    }

    /** Why the runtime folder or what listens there cannot be used. */
    static StoreException unusable(IOException failure) {
        return failure instanceof UnsafeFileException unsafe
                ? new StoreException(Kind.REFUSED, String.valueOf(unsafe.getMessage()), unsafe.whatToDo())
                : new StoreException(
                        Kind.UNREACHABLE, "the agent cannot be used: " + failure.getMessage(), "coffer lock", failure);
    }
}
