package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The file operations as a program, for tests that need a process of its own. Exit status 0, or 1 and the message. */
final class FileTool {
    private FileTool() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        try {
            switch (arguments[0]) {
                case "write" -> AtomicFile.writePrivate(file, content(arguments[2]));
                case "replace" -> AtomicFile.replaceKeeping(file, content(arguments[2]));
                case "delete" -> System.out.println(AtomicFile.delete(file));
                case "read" ->
                    System.out.println(new String(PrivateFile.read(file, 1000).orElseThrow(), StandardCharsets.UTF_8));
                case "ensure" -> PrivateFolder.ensure(file);
                case "count" -> count(file, Integer.parseInt(arguments[2]));
                case "hold" -> hold(file);
                case "lock" -> FileLock.acquire(file, Duration.ofSeconds(1)).close();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } catch (UnsafeFileException unsafe) {
            System.out.println("unsafe: " + unsafe.getMessage() + "; " + unsafe.whatToDo());
            System.exit(1);
        } catch (IOException failed) {
            System.out.println("failed: " + failed.getMessage());
            System.exit(1);
        }
    }

    private static byte[] content(String length) {
        return "x".repeat(Integer.parseInt(length)).getBytes(StandardCharsets.UTF_8);
    }

    /** Adds to the number in a file, so many times, each time under the lock beside it. */
    static void count(Path counter, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (FileLock _ = FileLock.acquire(counter.resolveSibling("lock"), Duration.ofSeconds(30))) {
                int before = Integer.parseInt(Files.readString(counter));
                Files.writeString(counter, Integer.toString(before + 1));
            }
        }
    }

    private static void hold(Path lockFile) throws Exception {
        try (FileLock _ = FileLock.acquire(lockFile, Duration.ofSeconds(1))) {
            System.out.println("held");
            Thread.sleep(Duration.ofMinutes(1));
        }
    }
}
