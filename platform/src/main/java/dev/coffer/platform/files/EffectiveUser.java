package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user in whose name the kernel lets this process touch files. */
public final class EffectiveUser {
    /** The number of the superuser. */
    public static final int ROOT = 0;

    // Asked for once. Not a static initialiser: a native executable may run those while it is built, as another user.
    private static volatile Optional<Integer> known = Optional.empty();

    private EffectiveUser() {}

    /**
     * The effective user id, to be read as unsigned.
     *
     * @throws IOException when the system does not tell it
     */
    public static int uid() throws IOException {
        Optional<Integer> before = known;
        if (before.isPresent()) {
            return before.get();
        }
        int uid = ask();
        known = Optional.of(uid);
        return uid;
    }

    /** True when we are the superuser. */
    public static boolean isRoot() throws IOException {
        return uid() == ROOT;
    }

    private static int ask() throws IOException {
        // Linux gives this folder the effective uid, also when the process is not dumpable (proc(5)).
        Path self = Path.of("/proc/self");
        // Elsewhere (macOS) the JDK took this property from the user database; the folder belongs to its user.
        Path source = Files.exists(self) ? self : Path.of(System.getProperty("user.home"));
        return FileStatus.of(source)
                .orElseThrow(
                        () -> new IOException("cannot tell our user id: there is neither /proc/self nor " + source))
                .uid();
    }
}
