package dev.coffer.cli.setup;

import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Starts the helper as clients do, by its name, with each of their search paths. Clients that would not find it are named;
 * when that is so for docker itself, set-up ends here, before docker is told to use the helper.
 */
final class ProveSearchPaths implements Step {
    private static final Path ENV = Path.of("/usr/bin/env");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String VERSION = "version";

    private final Path helper;
    private final Path home;
    private final SearchPaths paths;

    /**
     * @param helper the installed helper by its absolute name
     * @param home the home folder with which it is started
     * @param paths where clients look for it
     */
    ProveSearchPaths(Path helper, Path home, SearchPaths paths) {
        this.helper = helper;
        this.home = home;
        this.paths = paths;
    }

    @Override
    public String describe() {
        return "prove that " + Delivery.HELPER
                + " starts with the PATH of a login shell, of systemd user units and of sudo";
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public boolean changesSomething() {
        return false;
    }

    @Override
    public void run(Report report) throws IOException {
        if (!answers(new ChildProcess(ENV, "-i", "HOME=" + home, "PATH=/usr/bin:/bin", helper.toString(), VERSION))) {
            throw new SetupException(
                    helper + " does not start on this machine", "see what it says: " + helper + " " + VERSION);
        }
        SearchPath loginShell = paths.loginShell();
        boolean inLoginShell = prove(loginShell, report);
        boolean inTerminal = prove(paths.thisTerminal(), report);
        for (SearchPath path : paths.ofServices()) {
            prove(path, report);
        }
        if (!inLoginShell && !inTerminal) {
            throw new SetupException(
                    "docker would not find its helper: " + helper.getParent()
                            + " is neither on the PATH of this terminal"
                            + " nor on that of a login shell; config.json was not changed",
                    loginShell.remedy() + "; then run this command again. Or, for all users: sudo coffer setup"
                            + " --system");
        }
    }

    private boolean prove(SearchPath path, Report report) {
        boolean found =
                answers(new ChildProcess(ENV, "-i", "HOME=" + home, "PATH=" + path.value(), Delivery.HELPER, VERSION));
        if (found) {
            report.line("   " + path.name() + ": starts");
        } else {
            report.note(path.name() + ": does not find it; affected: " + path.clients() + "; " + path.remedy());
        }
        return found;
    }

    private static boolean answers(ChildProcess child) {
        return child.limit(LIMIT).run() instanceof Outcome.Finished finished
                && finished.status() == 0
                && new String(finished.output(), StandardCharsets.UTF_8).startsWith(Delivery.HELPER + " ");
    }
}
