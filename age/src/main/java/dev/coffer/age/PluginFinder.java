package dev.coffer.age;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the program of a plugin, more carefully than a shell: it is handed the user's keys, so nobody but root and the
 * user may have put it there. A program in doubt is refused only when no later folder has a better one.
 */
final class PluginFinder {
    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_GROUP = 0020;
    private static final int WRITABLE_BY_ALL = 0002;

    /** The number of links that Linux follows in one name before it calls them a loop. */
    private static final int MOST_LINKS = 40;

    private final int ownUid;
    private int links;
    private Optional<String> doubt = Optional.empty();

    private PluginFinder(int ownUid) {
        this.ownUid = ownUid;
    }

    static Path find(String plugin, String searchPath) throws AgeException.PluginFailed {
        Optional<String> refusal = Optional.empty();
        for (String part : searchPath.split(File.pathSeparator, -1)) {
            try {
                Path folder = Path.of(part);
                Path candidate = folder.resolve(PluginName.PROGRAM_PREFIX + plugin);
                if (folder.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    Optional<String> doubt = doubtAbout(candidate, ownUid());
                    if (doubt.isEmpty()) {
                        return candidate;
                    }
                    refusal = refusal.or(() -> doubt);
                }
            } catch (InvalidPathException notAFolder) {
                // No file can lie there.
            } catch (IOException unreachable) {
                // A folder that we may not search, or a program that is gone: a shell goes on, too.
            }
        }
        throw new AgeException.PluginFailed(
                plugin, refusal.orElse("not found: install it into a folder of PATH, or add its folder to PATH"));
    }

    /** The first reason for a user not to trust this program; empty when there is none. */
    static Optional<String> doubtAbout(Path program, int ownUid) throws IOException {
        if (!program.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.of("who may write it cannot be told on this system");
        }
        PluginFinder finder = new PluginFinder(ownUid);
        finder.walk(Objects.requireNonNull(program.getRoot()), program);
        return finder.doubt;
    }

    /** Goes on from a folder that holds no link in its name, step by step as the kernel does, and gives where it ends. */
    private Path walk(Path from, Path name) throws IOException {
        Path here = from;
        for (Path step : name) {
            if (step.toString().equals("..")) {
                here = Optional.ofNullable(here.getParent()).orElse(here);
                continue;
            }
            Path next = here.resolve(step);
            Map<String, Object> status = Files.readAttributes(next, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            examine(next, status);
            if (!Files.isSymbolicLink(next)) {
                here = next;
            } else if (++links > MOST_LINKS) {
                throw new IOException("more than " + MOST_LINKS + " symbolic links");
            } else {
                Path target = Files.readSymbolicLink(next);
                here = walk(Optional.ofNullable(target.getRoot()).orElse(here), target);
            }
        }
        return here;
    }

    private void examine(Path step, Map<String, Object> status) {
        int mode = number(status, "mode");
        int uid = number(status, "uid");
        int gid = number(status, "gid");
        if (uid != ROOT && uid != ownUid) {
            doubt = doubt.or(() -> Optional.of("not started: " + step + " belongs to another user"));
        }
        // The bits of a link mean nothing. In a sticky folder of root (/tmp) everybody may move only what is theirs.
        boolean bitsMatter = !Files.isSymbolicLink(step) && !(uid == ROOT && (mode & STICKY) != 0);
        // By convention the group that a user has for themselves alone has the user's number.
        boolean sharedGroup = gid != ROOT && gid != uid;
        if (bitsMatter && ((mode & WRITABLE_BY_ALL) != 0 || (sharedGroup && (mode & WRITABLE_BY_GROUP) != 0))) {
            doubt = doubt.or(() -> Optional.of("not started: others may write " + step));
        }
    }

    /** Linux gives {@code /proc/self} the effective user; elsewhere the home folder belongs to its user. */
    private static int ownUid() throws IOException {
        Path self = Path.of("/proc/self");
        Path source = Files.exists(self) ? self : Path.of(System.getProperty("user.home"));
        return number(Files.readAttributes(source, "unix:uid"), "uid");
    }

    private static int number(Map<String, Object> status, String name) {
        return (int) Objects.requireNonNull(status.get(name));
    }
}
