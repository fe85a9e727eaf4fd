package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit. All checks run at the same time, each in a thread of its own; the failure of one stops no other, and none is
 * waited for beyond the limit.
 *
 * <pre>{@code
 * AuditReport report = Audit.standard().of(Machine.of(Environment.ofProcess(), SetUpKnowledge.NONE));
 * }</pre>
 */
public final class Audit {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration HELPER_LIMIT = Duration.ofSeconds(5);

    private final List<Check> checks;
    private final Duration limit;

    Audit(List<Check> checks, Duration limit) {
        this.checks = List.copyOf(checks);
        this.limit = limit;
    }

    /** All checks: half a minute in all, of which each helper gets five seconds. */
    public static Audit standard() {
        return new Audit(checks(HELPER_LIMIT), LIMIT);
    }

    static List<Check> checks(Duration helperLimit) {
        return List.of(
                new OpenFiles(),
                new PlainTextLogins(),
                new OtherSecrets(),
                new OddFiles(),
                new MalformedFiles(),
                new Helpers(helperLimit),
                new SetUpChanges(),
                new Stores(),
                new Expiries(),
                new KeyShapes(),
                new HiddenLogins(),
                new AuthVariables(),
                new DockerSettings());
    }

    /** Looks at a machine. Changes nothing. */
    public AuditReport of(Machine machine) {
        List<Running> running = new ArrayList<>();
        for (Check check : checks) {
            running.add(Running.start(check, machine));
        }
        long end = System.nanoTime() + limit.toNanos();
        List<Finding> findings = new ArrayList<>();
        List<HelperSeen> helpers = new ArrayList<>();
        for (Running check : running) {
            check.await(end, limit);
            findings.addAll(check.findings().all());
            helpers.addAll(check.findings().helpers());
        }
        return new AuditReport(findings, helpers);
    }

    /** A check in its thread. */
    private record Running(Check check, Findings findings, Thread thread) {
        static Running start(Check check, Machine machine) {
            Findings findings = new Findings();
            Thread thread = Thread.ofPlatform()
                    .daemon()
                    .name("audit: " + check.subject())
                    .start(() -> look(check, machine, findings));
            return new Running(check, findings, thread);
        }

        private static void look(Check check, Machine machine, Findings findings) {
            try {
                check.look(machine, findings);
            } catch (IOException | StoreException | UncheckedIOException failure) {
                findings.add(incomplete(check, String.valueOf(failure.getMessage())));
            } catch (RuntimeException | StackOverflowError mistake) {
                // Its message could repeat what was read.
                findings.add(incomplete(
                        check, "a mistake of the program (" + mistake.getClass().getSimpleName() + ")"));
            }
        }

        void await(long end, Duration limit) {
            try {
                Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                if (!thread.join(left)) {
                    findings.add(incomplete(check, "it took longer than " + limit.toMillis() + " ms"));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                findings.add(incomplete(check, "the audit was interrupted"));
            }
            findings.close();
        }

        private static Finding incomplete(Check check, String why) {
            return Finding.of(Code.CHECK_INCOMPLETE, check.subject(), "could not be looked at to the end: " + why);
        }
    }
}
