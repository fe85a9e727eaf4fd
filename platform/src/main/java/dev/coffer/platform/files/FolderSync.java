package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the entries of a folder durable: a rename is on the disk only after the folder's own fsync. */
final class FolderSync {
    private FolderSync() {}

    /** Makes durable that the file stands, or no longer stands, in its folder. */
    static void ofParent(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException failed) {
            // EINVAL: the file system has no fsync for folders and orders its entries in its own way.
            if (!"Invalid argument".equals(failed.getMessage())) {
                throw Failure.because("cannot make durable what was changed in " + folder, failed);
            }
        }
    }
}
