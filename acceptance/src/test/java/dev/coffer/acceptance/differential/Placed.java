package dev.coffer.acceptance.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a set-up puts at a path. */
sealed interface Placed {
    /** Makes it; the folder above is there. */
    void place(Path path) throws IOException;

    /** A file of this text. */
    record Text(String text) implements Placed {
        @Override
        public void place(Path path) throws IOException {
            Files.write(path, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A folder where a file is expected. */
    record Folder() implements Placed {
        @Override
        public void place(Path path) throws IOException {
            Files.createDirectory(path);
        }

        @Override
        public String toString() {
            return "(a folder)";
        }
    }

    /** A symbolic link; to itself it is a loop. */
    record Link(Path target) implements Placed {
        @Override
        public void place(Path path) throws IOException {
            Files.createSymbolicLink(path, target);
        }

        @Override
        public String toString() {
            return "(a link to " + target + ")";
        }
    }
}
