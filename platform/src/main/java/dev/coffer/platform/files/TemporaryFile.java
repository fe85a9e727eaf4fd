package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The new content of a file, beside it until it takes its name; removed when it does not come to that. */
final class TemporaryFile implements AutoCloseable {
    static final String SUFFIX = ".tmp";

    private static final int ATTEMPTS = 10;
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Path path;
    private final FileChannel channel;
    private boolean replaced;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * An empty file with mode 0600 in the folder of the target. Its name is unique without random numbers, whose start-up
     * costs more than the write; it is not made from the target's, which may already have the longest length.
     */
    static TemporaryFile beside(Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path path =
                    target.resolveSibling(".coffer-" + ProcessHandle.current().pid() + "-"
                            + Long.toHexString(System.nanoTime()) + "-" + COUNTER.incrementAndGet() + SUFFIX);
            try {
                return new TemporaryFile(path, FileChannel.open(path, NEW, OWNER_ONLY));
            } catch (FileAlreadyExistsException taken) {
                // Another machine (NFS) or PID namespace hit upon the same name.
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    void write(byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            int written = channel.write(buffer);
            assert written > 0 : "a blocking channel writes or throws";
        }
    }

    /** Gives the file to the owner of the one it will replace; the mode comes last, so that it is never too wide. */
    void takeOwnerAndMode(Path file, FileStatus old) throws IOException {
        FileStatus ours = status();
        if (ours.uid() != old.uid()) {
            chown("unix:uid", old.uid());
            if (status().uid() != old.uid()) {
                throw new UnsafeFileException(
                        file + " belongs to user " + Integer.toUnsignedString(old.uid())
                                + ", and writing it would take it from them",
                        "run as that user, or take it: chown " + Integer.toUnsignedString(ours.uid()) + " " + file);
            }
        }
        int permissions = old.permissions() & 0777;
        if (ours.gid() != old.gid()) {
            chown("unix:gid", old.gid());
            if (status().gid() != old.gid()) {
                permissions &= 0707;
            }
        }
        Files.setAttribute(path, "unix:mode", permissions, LinkOption.NOFOLLOW_LINKS);
    }

    /** Only root, or for a group its member, may do this: whether it worked is asked afterwards. */
    private void chown(String attribute, int id) {
        try {
            Files.setAttribute(path, attribute, id, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException refused) {
            // The caller looks at what came of it.
        }
    }

    private FileStatus status() throws IOException {
        return FileStatus.of(path, LinkOption.NOFOLLOW_LINKS)
                .orElseThrow(() -> new IOException("somebody removed the temporary file " + path));
    }

    /** Makes the content durable. */
    void force() throws IOException {
        channel.force(true);
    }

    /** Gives it the name; the folder is not synced yet. */
    void replace(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        replaced = true;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!replaced) {
                Files.deleteIfExists(path);
            }
        }
    }
}
