package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes rights of group and others away from a file or folder of ours.
 *
 * @param file its real name, without links
 * @param bits the bits of the mode that go
 */
record CloseToOthers(Path file, int uid, int bits) implements Fix {
    /** Empty when it is not ours: its owner may mean it so. Folders above the home are the machine's affair. */
    static Optional<CloseToOthers> of(Machine machine, Path file, int bits) throws IOException {
        boolean isOurs = FileStatus.of(file)
                .filter(status -> status.uid() == machine.uid())
                .isPresent();
        boolean isShared = machine.home().toRealPath().startsWith(file)
                && !machine.home().toRealPath().equals(file);
        return isOurs && !isShared ? Optional.of(new CloseToOthers(file, machine.uid(), bits)) : Optional.empty();
    }

    @Override
    public String describe() {
        String mode = bits == 077 ? "600" : "go-w";
        return Command.of("chmod", mode, file.toString()).text();
    }

    @Override
    public boolean isDone() throws IOException {
        Optional<FileStatus> status = FileStatus.of(file, LinkOption.NOFOLLOW_LINKS);
        return status.isEmpty() || (status.get().permissions() & bits) == 0;
    }

    @Override
    public void apply() throws IOException {
        Optional<FileStatus> status = FileStatus.of(file, LinkOption.NOFOLLOW_LINKS);
        if (status.isEmpty() || status.get().isLink() || status.get().uid() != uid) {
            throw new IOException(file + " was exchanged meanwhile; it was left as it is");
        }
        Set<PosixFilePermission> kept = new HashSet<>(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        kept.removeIf(permission -> (bit(permission) & bits) != 0);
        Files.setPosixFilePermissions(file, kept);
    }

    private static int bit(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ -> 0400;
            case OWNER_WRITE -> 0200;
            case OWNER_EXECUTE -> 0100;
            case GROUP_READ -> 0040;
            case GROUP_WRITE -> 0020;
            case GROUP_EXECUTE -> 0010;
            case OTHERS_READ -> 0004;
            case OTHERS_WRITE -> 0002;
            case OTHERS_EXECUTE -> 0001;
        };
    }
}
