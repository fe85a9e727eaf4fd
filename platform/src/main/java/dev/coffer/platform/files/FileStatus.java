package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stat(2)} says of a file.
 *
 * @param mode type and permission bits, {@code st_mode}
 * @param uid the owner's number, to be read as unsigned
 * @param gid the group's number, to be read as unsigned
 * @param key equal for two names of the same file (device and inode)
 */
public record FileStatus(int mode, int uid, int gid, Object key) {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;

    /**
     * Asks for the status of a file, of the link itself with {@link LinkOption#NOFOLLOW_LINKS}.
     *
     * @return empty when there is no such file
     */
    public static Optional<FileStatus> of(Path file, LinkOption... options) throws IOException {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(file, "unix:mode,uid,gid,fileKey", options);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failed) {
            throw Failure.because("cannot examine " + file, failed);
        }
        return Optional.of(new FileStatus(
                number(attributes, "mode"),
                number(attributes, "uid"),
                number(attributes, "gid"),
                Objects.requireNonNull(attributes.get("fileKey"))));
    }

    // Written out, as the next one: every reader of a file calls it, and a native executable interprets what the
    // compiler
    // makes for records, which touches 4.4 MiB of it at the first call.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileStatus that
                && mode == that.mode
                && uid == that.uid
                && gid == that.gid
                && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return 31 * mode + key.hashCode();
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (int) Objects.requireNonNull(attributes.get(name));
    }

    /** True for a regular file. */
    public boolean isRegularFile() {
        return (mode & TYPE) == REGULAR;
    }

    /** True for a folder. */
    public boolean isFolder() {
        return (mode & TYPE) == FOLDER;
    }

    /** True for a symbolic link. */
    public boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** True for a folder, such as {@code /tmp}, in which everybody may remove only what is theirs. */
    public boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** The twelve bits that {@code chmod} sets. */
    public int permissions() {
        return mode & 07777;
    }

    /** The permissions in four octal digits, as {@code chmod} takes them. */
    public String octal() {
        String digits = Integer.toOctalString(permissions());
        return "0".repeat(4 - digits.length()) + digits;
    }
}
