package dev.coffer.acceptance;

import java.nio.file.Path;
import java.util.List;

/** A small file system of the test's own, in memory. */
final class Mount implements AutoCloseable {
    private final Sandbox sandbox;
    private final Path folder;

    /** Mounts over the folder, which must exist; what it held is hidden until the mount is closed. */
    Mount(Sandbox sandbox, Path folder, String size) {
        Peers.requireRoot();
        this.sandbox = sandbox;
        this.folder = folder;
        sandbox.run(List.of("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + size, "tmpfs", folder.toString()))
                .succeeded();
    }

    void makeReadOnly() {
        sandbox.run(List.of("mount", "-o", "remount,ro", folder.toString())).succeeded();
    }

    @Override
    public void close() {
        sandbox.run(List.of("umount", "--lazy", folder.toString())).succeeded();
    }
}
