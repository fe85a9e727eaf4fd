package dev.coffer.platform.places;

import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user database as a file, passwd(5): {@code name:password:uid:gid:comment:home:shell}. Users that a name service
 * (LDAP, systemd-homed) adds are not in it.
 *
 * @param text the whole file
 */
record Passwd(String text) {
    private static final Path FILE = Path.of("/etc/passwd");
    private static final int MAX_BYTES = 1 << 20;
    private static final int UID = 2;
    private static final int HOME = 5;

    /** The machine's; empty when there is none. */
    static Passwd ofSystem() throws IOException {
        Optional<byte[]> content = BoundedFile.read(FILE, MAX_BYTES);
        return new Passwd(content.isEmpty() ? "" : new String(content.get(), StandardCharsets.UTF_8));
    }

    /** The home folder of the first entry with this number; lines that are no entries are passed over. */
    Optional<Path> homeOf(int uid) {
        String wanted = Integer.toUnsignedString(uid);
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > HOME && fields[UID].equals(wanted)) {
                return absolute(fields[HOME]);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> absolute(String home) {
        try {
            return Optional.of(Path.of(home)).filter(Path::isAbsolute);
        } catch (InvalidPathException unmappable) {
            return Optional.empty();
        }
    }
}
