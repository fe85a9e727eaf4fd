package dev.coffer.keychain.pass;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The files of docker-credential-pass: {@code docker-credential-helpers/SERVER/USER.gpg}, the server in base64 for URLs
 * with padding. A user name with slashes makes folders.
 */
final class DockerFiles {
    private static final String FOLDER = "docker-credential-helpers";
    private static final String SUFFIX = ".gpg";

    /** What one part of a path may have on the usual file systems, in bytes. */
    private static final int MAX_PART = 255;

    /** How many folders a user name may have. */
    private static final int MAX_DEPTH = 16;

    private final Path folder;

    DockerFiles(Path root) {
        this.folder = root.resolve(FOLDER);
    }

    /** One user's credential for a server. */
    record StoredUser(String server, String username, Path file, FileTime modified) {}

    /** All that are there, without opening any. Foreign files and folders are passed over. */
    List<StoredUser> all() throws StoreException {
        List<StoredUser> all = new ArrayList<>();
        for (Path server : children(folder)) {
            String address;
            try {
                address = new String(
                        Base64.getUrlDecoder().decode(server.getFileName().toString()), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException foreign) {
                continue;
            }
            collect(server, address, "", MAX_DEPTH, all);
        }
        return all;
    }

    private static void collect(Path folder, String server, String prefix, int depth, List<StoredUser> into)
            throws StoreException {
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            if (name.startsWith(".")) {
                continue;
            }
            if (name.endsWith(SUFFIX) && Files.isRegularFile(child)) {
                String username = prefix + name.substring(0, name.length() - SUFFIX.length());
                try {
                    into.add(new StoredUser(server, username, child, Files.getLastModifiedTime(child)));
                } catch (IOException gone) {
                    // Somebody deleted it meanwhile.
                }
            } else if (depth > 0 && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                collect(child, server, prefix + name + "/", depth - 1, into);
            }
        }
    }

    /**
     * Where the credential lies or should lie.
     *
     * @throws StoreException {@link Kind#REFUSED} when the names cannot be those of files
     */
    Path file(String server, String username) throws StoreException {
        String encoded = Base64.getUrlEncoder().encodeToString(server.getBytes(StandardCharsets.UTF_8));
        requireShort(encoded, "the server address");
        Path at = folder.resolve(encoded);
        String[] parts = username.split("/", -1);
        if (parts.length > MAX_DEPTH) {
            throw refused("a user name with more than " + MAX_DEPTH + " slashes");
        }
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isEmpty() || parts[i].startsWith(".") || parts[i].indexOf('\0') >= 0) {
                throw refused("the user name " + Printable.escape(username)
                        + ": between slashes there must be something that does not begin with a dot");
            }
            String name = i == parts.length - 1 ? parts[i] + SUFFIX : parts[i];
            requireShort(name, "the user name");
            try {
                at = at.resolve(name);
            } catch (InvalidPathException unmappable) {
                throw new StoreException(
                        Kind.REFUSED,
                        "pass cannot keep the user name: this locale cannot express it in a file name",
                        "set LC_ALL=C.UTF-8");
            }
        }
        return at;
    }

    private static void requireShort(String name, String what) throws StoreException {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_PART) {
            throw refused(what + ": it is too long for a file name");
        }
    }

    private static StoreException refused(String what) {
        return new StoreException(Kind.REFUSED, "pass cannot keep " + what, "choose another store for it");
    }

    private static List<Path> children(Path folder) throws StoreException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException failed) {
            throw PasswordStore.failure("cannot read " + folder, failed);
        }
        children.sort(null);
        return children;
    }
}
