package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.Needs;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mounted file system, for as long as a test needs it. */
record Mount(Path path) implements AutoCloseable {
    static Mount tmpfs(Path folder, String options) throws Exception {
        Path point = Files.createDirectory(folder.resolve("disk"));
        mount("-t", "tmpfs", "-o", options, "none", point.toString());
        return new Mount(point);
    }

    static Mount bind(Path source, Path point) throws Exception {
        mount("--bind", source.toString(), point.toString());
        return new Mount(point);
    }

    void remountReadOnly() throws Exception {
        mount("-o", "remount,ro", path.toString());
    }

    @Override
    public void close() {
        assertThat(statusOf("umount", path.toString())).isZero();
    }

    private static void mount(String... arguments) throws Exception {
        Needs.root();
        if (statusOf("mount", arguments) != 0) {
            Needs.missing("the right to mount");
        }
    }

    private static int statusOf(String program, String... arguments) {
        Outcome outcome = new ChildProcess(Path.of(Needs.program(program)), arguments).run();
        return ((Outcome.Finished) outcome).status();
    }
}
