package dev.coffer.cli.setup;

import dev.coffer.api.StoreException;
import dev.coffer.platform.files.FileLock;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Steps in their order, each of which is known to be done already or not. Making a plan changes nothing. */
public final class Plan {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(10);

    private final List<Task> tasks;
    private final List<String> remarks;
    private final Path lockFile;

    private record Task(Step step, boolean done) {}

    private Plan(List<Task> tasks, List<String> remarks, Path lockFile) {
        this.tasks = tasks;
        this.remarks = List.copyOf(remarks);
        this.lockFile = lockFile;
    }

    /**
     * Asks every step whether it is done.
     *
     * @param remarks what the user should know beforehand, one line each
     * @param lockFile keeps two set-ups apart while they change something
     * @throws SetupException when a step can tell now that it cannot be done
     */
    static Plan of(List<Step> steps, List<String> remarks, Path lockFile) throws IOException, StoreException {
        List<Task> tasks = new ArrayList<>();
        for (Step step : steps) {
            tasks.add(new Task(step, step.isDone()));
        }
        return new Plan(tasks, remarks, lockFile);
    }

    /** True when nothing would be changed. */
    public boolean isDone() {
        return tasks.stream().allMatch(task -> task.done() || !task.step().changesSomething());
    }

    /**
     * A step, as it stands before the plan is carried out.
     *
     * @param what what it does, one line
     * @param done whether there is nothing left to do
     * @param remarks what the user should know about it, one line each
     */
    public record Planned(String what, boolean done, List<String> remarks) {
        public Planned {
            remarks = List.copyOf(remarks);
        }
    }

    /** The steps in their order. */
    public List<Planned> steps() throws IOException, StoreException {
        List<Planned> steps = new ArrayList<>();
        for (Task task : tasks) {
            steps.add(
                    new Planned(task.step().describe(), task.done(), task.step().remarks()));
        }
        return steps;
    }

    /** What the user should know beforehand, one line each. */
    public List<String> remarks() {
        return remarks;
    }

    /** Says what would be done. */
    public void show(Report report) throws IOException, StoreException {
        for (String remark : remarks) {
            report.line("note: " + remark);
        }
        int number = 0;
        for (Planned step : steps()) {
            number++;
            report.line(number + ". " + step.what() + (step.done() ? " (done already)" : ""));
            for (String remark : step.remarks()) {
                report.line("   - " + remark);
            }
        }
    }

    /**
     * Does what is not done, in order; stops at the first failure, after saying how far it came.
     *
     * @throws IOException the failure of a step
     * @throws StoreException the failure of a step
     */
    public void run(Report report) throws IOException, StoreException {
        if (isDone()) {
            runAll(report);
            return;
        }
        PrivateFolder.ensure(Installation.folderOf(lockFile));
        try (FileLock _ = FileLock.acquire(lockFile, LOCK_LIMIT)) {
            runAll(report);
        }
    }

    private void runAll(Report report) throws IOException, StoreException {
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            if (task.done()) {
                continue;
            }
            boolean succeeded = false;
            try {
                task.step().run(report);
                succeeded = true;
            } finally {
                if (!succeeded) {
                    report.note("stopped at step " + (i + 1) + " of " + tasks.size() + " ("
                            + task.step().describe()
                            + "); the steps before it are done, nothing after it was touched; the same command goes on"
                            + " from here");
                }
            }
            report.line("done: " + task.step().describe());
        }
    }
}
