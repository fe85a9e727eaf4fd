package dev.coffer.cli.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parts of a folder with everything below them: regular files, and symbolic links that lead to another place in the same
 * folder. A link that leads out counts as what it leads to.
 *
 * @param root the folder, without links on the way to it
 * @param parts the entries of the folder that belong to the tree, as far as they are there
 */
record FileTree(Path root, List<String> parts) {
    FileTree {
        parts = List.copyOf(parts);
    }

    private static final String PROGRAM = "rwxr-xr-x";
    private static final String DATA = "rw-r--r--";

    /** A number that is the same for two folders with the same names, contents, links and executable files. */
    String fingerprint() throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Path file : files()) {
                out.write((root.relativize(file) + "\0").getBytes(StandardCharsets.UTF_8));
                if (isInnerLink(file)) {
                    out.write(("link " + Files.readSymbolicLink(file) + "\0").getBytes(StandardCharsets.UTF_8));
                } else if (!Files.isDirectory(file)) {
                    String kind = Files.isExecutable(file) ? "program " : "data ";
                    out.write((kind + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
                    Files.copy(file, out);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Copies everything into a new folder and makes the copy durable. Everybody may read the copy, only its owner may
     * write it. The times of the files are kept: a cache of Java classes is checked against them.
     */
    void copyTo(Path target) throws IOException {
        makeFolder(target);
        List<Path> copies = new ArrayList<>();
        copies.add(target);
        for (Path file : files()) {
            Path copy = target.resolve(root.relativize(file).toString());
            if (isInnerLink(file)) {
                Files.createSymbolicLink(copy, Files.readSymbolicLink(file));
            } else if (Files.isDirectory(file)) {
                makeFolder(copy);
                copies.add(copy);
            } else {
                copyFile(file, copy);
                copies.add(copy);
            }
        }
        for (Path copy : copies.reversed()) {
            sync(copy);
        }
    }

    /** Makes durable what a file holds, or which entries a folder has. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Everything below the root, folders before what is in them, in the order of the names. */
    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String part : parts) {
            if (Files.exists(root.resolve(part))) {
                collect(root.resolve(part), found);
            }
        }
        return found;
    }

    private void collect(Path file, List<Path> found) throws IOException {
        found.add(file);
        if (isInnerLink(file) || !Files.isDirectory(file)) {
            return;
        }
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> listed = Files.list(file)) {
            listed.forEach(entries::add);
        }
        Collections.sort(entries);
        for (Path entry : entries) {
            collect(entry, found);
        }
    }

    private boolean isInnerLink(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return false;
        }
        Path link = Files.readSymbolicLink(file);
        return !link.isAbsolute() && file.resolveSibling(link).normalize().startsWith(root);
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PROGRAM));
    }

    private static void copyFile(Path file, Path copy) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Files.copy(in, copy);
        }
        String permissions = Files.isExecutable(file) ? PROGRAM : DATA;
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(permissions));
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
