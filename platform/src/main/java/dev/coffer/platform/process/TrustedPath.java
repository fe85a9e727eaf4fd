package dev.coffer.platform.process;

import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Walks to a file step by step as the kernel does, through every folder and symbolic link, and asks of each whether
 * somebody other than us and root could lead us elsewhere.
 */
final class TrustedPath {
    /** The number of links that Linux follows in one name before it calls them a loop. */
    private static final int MOST_LINKS = 40;

    private static final int WRITABLE_BY_GROUP = 0020;
    private static final int WRITABLE_BY_ALL = 0002;

    private TrustedPath() {}

    /**
     * The first reason not to trust what stands at this absolute name.
     *
     * @return empty when only we and root could have put it there
     */
    static Optional<String> doubtAbout(Path file) throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        Path here = enter(file, ahead, file);
        int links = 0;
        while (!ahead.isEmpty()) {
            Path name = ahead.pop();
            Path next = here.resolve(name);
            FileStatus status = FileStatus.of(next, LinkOption.NOFOLLOW_LINKS)
                    .orElseThrow(() -> new IOException(next + " is gone"));
            Optional<String> doubt = doubtAbout(next, status);
            if (doubt.isPresent()) {
                return doubt;
            }
            if (!status.isLink()) {
                here = name.toString().equals("..") && here.getParent() != null ? here.getParent() : next;
            } else if (++links > MOST_LINKS) {
                throw new IOException(file + " leads through more than " + MOST_LINKS + " symbolic links");
            } else {
                here = enter(Files.readSymbolicLink(next), ahead, here);
            }
        }
        return Optional.empty();
    }

    /** Puts the steps of a name before those that are still ahead; gives the folder where they begin. */
    private static Path enter(Path name, Deque<Path> ahead, Path here) {
        for (int i = name.getNameCount() - 1; i >= 0; i--) {
            ahead.push(name.getName(i));
        }
        Path root = name.getRoot();
        return root == null ? here : root;
    }

    private static Optional<String> doubtAbout(Path step, FileStatus status) throws IOException {
        if (status.uid() != EffectiveUser.ROOT && status.uid() != EffectiveUser.uid()) {
            return Optional.of(step + " belongs to user " + Integer.toUnsignedString(status.uid()));
        }
        // The bits of a link mean nothing. In a sticky folder of root (/tmp) everybody may move only what is theirs.
        if (status.isLink() || (status.isFolder() && status.isSticky() && status.uid() == EffectiveUser.ROOT)) {
            return Optional.empty();
        }
        if ((status.permissions() & WRITABLE_BY_ALL) != 0
                || ((status.permissions() & WRITABLE_BY_GROUP) != 0 && !isPrivateGroup(status))) {
            return Optional.of(step + " may be written by others (mode " + status.octal() + ")");
        }
        return Optional.empty();
    }

    /** True for root's group, and for the group that a user has for themselves alone: by convention the same number. */
    private static boolean isPrivateGroup(FileStatus status) {
        return status.gid() == EffectiveUser.ROOT || status.gid() == status.uid();
    }
}
