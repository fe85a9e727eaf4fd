package dev.coffer.keychain.pass;

import dev.coffer.api.SecretId;
import dev.coffer.api.StoreException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of secrets: {@code coffer/ID.gpg}, each component of the id a folder, the last one the file. A component
 * whose name a file must not have here is written otherwise, with percent signs, which no id has:
 *
 * <ul>
 *   <li>a dot at its beginning (hidden files, {@code ..}) is {@code %2E}, a {@code .gpg} at its end is {@code %2Egpg};
 *   <li>a long one is cut into pieces of {@value #PIECE} characters, each but the last in a folder of its own that ends
 *       with a percent sign.
 * </ul>
 */
final class SecretFiles {
    private static final String FOLDER = "coffer";
    private static final String SUFFIX = ".gpg";
    private static final String DOT = "%2E";
    private static final int PIECE = 200;

    private final Path folder;

    SecretFiles(Path root) {
        this.folder = root.resolve(FOLDER);
    }

    Path file(SecretId id) {
        Path at = folder;
        List<String> components = id.components();
        for (int i = 0; i < components.size(); i++) {
            String rest = components.get(i);
            while (rest.length() > PIECE) {
                at = at.resolve(escape(rest.substring(0, PIECE)) + "%");
                rest = rest.substring(PIECE);
            }
            at = at.resolve(escape(rest) + (i == components.size() - 1 ? SUFFIX : ""));
        }
        return at;
    }

    /** The ids that have files, in their order. */
    List<SecretId> all() throws StoreException {
        List<SecretId> ids = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    id(file).ifPresent(ids::add);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    if (failed instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failed;
                }
            });
        } catch (IOException failed) {
            throw PasswordStore.failure("cannot read " + folder, failed);
        }
        ids.sort(null);
        return ids;
    }

    /** The id whose file this is; empty when it is a foreign one. */
    private Optional<SecretId> id(Path file) {
        String path = folder.relativize(file).toString();
        if (!path.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String name = path.substring(0, path.length() - SUFFIX.length());
        try {
            SecretId id = new SecretId(name.replace("%/", "").replace(DOT, "."));
            return file(id).equals(file) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static String escape(String text) {
        String tail = text.endsWith(SUFFIX) ? text.substring(0, text.length() - SUFFIX.length()) + DOT + "gpg" : text;
        return tail.startsWith(".") ? DOT + tail.substring(1) : tail;
    }
}
