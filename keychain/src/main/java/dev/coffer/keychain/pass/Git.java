package dev.coffer.keychain.pass;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commits what changes in a password store that is kept in git, as pass does. */
final class Git {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MAX_OUTPUT = 1 << 20;

    /** How the files are called by which gits keep each other out, and how long we wait for one to go away. */
    private static final String LOCK = ".lock";

    private static final Duration LOCK_LIMIT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Programs programs;
    private final Path root;

    private Git(Programs programs, Path root) {
        this.programs = programs;
        this.root = root;
    }

    /** The repository that a folder of the password store lies in; not looked for above the store. */
    static Optional<Git> of(Programs programs, Path store, Path folder) {
        for (Path at = folder; at != null && at.startsWith(store); at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(new Git(programs, at));
            }
        }
        return Optional.empty();
    }

    /** Commits these files as they are now, or that they are gone. */
    void commit(List<Path> files, String message) throws StoreException {
        must(with(List.of("add", "--all", "--"), files));
        if (run(with(List.of("diff", "--cached", "--quiet", "--"), files)).status() == 0) {
            return;
        }
        boolean signed = new String(
                        run(List.of("config", "--bool", "--get", "pass.signcommits"))
                                .output(),
                        StandardCharsets.UTF_8)
                .strip()
                .equals("true");
        List<String> commit = new ArrayList<>(List.of("commit", "--quiet", "--message=" + message));
        if (signed) {
            commit.add("--gpg-sign");
        }
        commit.add("--");
        must(with(commit, files));
    }

    /** Takes these files back to what was committed last, where git had them noted down for a commit. */
    void forget(List<Path> files) throws StoreException {
        run(with(List.of("reset", "--quiet", "--"), files));
    }

    private static List<String> with(List<String> arguments, List<Path> files) {
        List<String> all = new ArrayList<>(arguments);
        for (Path file : files) {
            all.add(file.toString());
        }
        return all;
    }

    private void must(List<String> arguments) throws StoreException {
        Outcome.Finished ended = run(arguments);
        long end = System.nanoTime() + LOCK_LIMIT.toNanos();
        while (isLocked(ended) && System.nanoTime() < end) {
            pause();
            ended = run(arguments);
        }
        if (ended.status() != 0) {
            throw new StoreException(
                    Kind.REFUSED,
                    "git could not commit the change in " + root + ": "
                            + Printable.escape(errors(ended).strip()),
                    isLocked(ended)
                            ? "end the git that works there; if none does, delete the lock that one has left"
                            : "see what git says: git -C " + root + " status");
        }
    }

    /** True when another git was at work, or was killed at it: git itself does not wait. */
    private static boolean isLocked(Outcome.Finished ended) {
        return ended.status() != 0 && errors(ended).contains(LOCK);
    }

    private static String errors(Outcome.Finished ended) {
        return new String(ended.errors(), StandardCharsets.UTF_8);
    }

    private static void pause() throws StoreException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TIMEOUT, "interrupted while another git was at work", "", stopped);
        }
    }

    private Outcome.Finished run(List<String> arguments) throws StoreException {
        // Named, so that variables that were meant for another repository do not decide; names are no patterns.
        List<String> all = new ArrayList<>(List.of(
                "--git-dir=" + root.resolve(".git"),
                "--work-tree=" + root,
                "--literal-pathspecs",
                "-C",
                root.toString()));
        all.addAll(arguments);
        Path git = programs.find("git", "install git, or take .git out of the password store");
        return programs.run(git, all, new byte[0], MAX_OUTPUT, LIMIT, "");
    }
}
