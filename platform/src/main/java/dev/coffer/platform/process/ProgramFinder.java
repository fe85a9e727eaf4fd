package dev.coffer.platform.process;

import dev.coffer.platform.files.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds programs by name, more carefully than a shell: empty and relative parts of the search path are passed over, and
 * so are files that anybody but us and root could exchange, and ourselves under another name.
 */
public final class ProgramFinder {
    private final List<Path> folders;
    private final Set<Object> ourselves = new HashSet<>();

    private ProgramFinder(List<Path> folders) {
        this.folders = folders;
    }

    /** A finder for a search path as {@code PATH} has it: folders, separated by colons. */
    public static ProgramFinder on(String searchPath) {
        List<Path> folders = new ArrayList<>();
        for (String part : searchPath.split(":", -1)) {
            try {
                Path folder = Path.of(part);
                if (folder.isAbsolute()) {
                    folders.add(folder);
                }
            } catch (InvalidPathException notAFolder) {
                // No file can lie there.
            }
        }
        return new ProgramFinder(List.copyOf(folders));
    }

    /**
     * Passes over this file from now on, under whatever name or link it is met.
     *
     * @throws IOException when the file cannot be examined; a missing one is nothing to pass over
     */
    public ProgramFinder excluding(Path ourself) throws IOException {
        FileStatus.of(ourself).ifPresent(status -> ourselves.add(status.key()));
        return this;
    }

    /** Searches the folders in their order. A refused file is reported only when no later folder has a better one. */
    public Search find(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return new Search.Refused("a program's name must not be empty or hold a slash or NUL");
        }
        Optional<String> refusal = Optional.empty();
        for (Path folder : folders) {
            try {
                Path candidate = folder.resolve(name);
                if (!isProgram(candidate)) {
                    continue;
                }
                Optional<String> doubt = TrustedPath.doubtAbout(candidate);
                if (doubt.isEmpty()) {
                    return new Search.Found(candidate);
                }
                refusal = refusal.or(() -> doubt);
            } catch (IOException | InvalidPathException unreachable) {
                // A folder that we may not search, or a file in its place: a shell goes on, too.
            }
        }
        return refusal.isPresent() ? new Search.Refused(refusal.get()) : new Search.Missing();
    }

    private boolean isProgram(Path candidate) throws IOException {
        Optional<FileStatus> status = FileStatus.of(candidate);
        return status.isPresent()
                && status.get().isRegularFile()
                && Files.isExecutable(candidate)
                && !ourselves.contains(status.get().key());
    }
}
