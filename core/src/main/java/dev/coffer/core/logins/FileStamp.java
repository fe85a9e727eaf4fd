package dev.coffer.core.logins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What tells one state of a file from the next without reading it. A change is overlooked only when it comes within one
 * step of the clock that stamps files, keeps the size and does not replace the file; {@link #age} lets a reader wait that
 * out.
 *
 * @param changed when the file was last changed in any way, {@code st_ctime}
 * @param modified when its content was last changed
 * @param size in bytes; -1 when there is no such file, or it cannot be examined
 * @param key device and inode
 */
record FileStamp(FileTime changed, FileTime modified, long size, Object key) {
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final FileStamp NONE = new FileStamp(NEVER, NEVER, -1, "none");

    /** The stamp of the file behind all links. */
    static FileStamp of(Path file) {
        // A missing file is the usual case, and an exception costs more than all the rest.
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:ctime,lastModifiedTime,size,fileKey");
            return new FileStamp(
                    (FileTime) Objects.requireNonNull(attributes.get("ctime")),
                    (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime")),
                    (long) Objects.requireNonNull(attributes.get("size")),
                    Objects.requireNonNull(attributes.get("fileKey")));
        } catch (IOException gone) {
            return NONE;
        }
    }

    /** How long ago the file was changed; negative when its clock is ahead of ours. */
    Duration age(Instant now) {
        return Duration.between(changed.toInstant(), now);
    }
}
