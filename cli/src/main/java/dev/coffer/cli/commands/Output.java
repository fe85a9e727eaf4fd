package dev.coffer.cli.commands;

import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.StoreException;
import dev.coffer.platform.terminal.Printable;
import java.io.PrintStream;
import java.util.List;

/**
 * Where a command prints. Results go to standard output, everything else to standard error: first the line that says
 * what happened, then, on a line of its own, what to do. Text is escaped here, so that no command has to think of it.
 */
final class Output {
    private final PrintStream out;
    private final PrintStream err;

    Output(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A line of the result. */
    void print(String line) {
        out.println(Printable.escape(line));
    }

    /** A line of the result for a program: two texts and a tab between them. */
    void printPair(String first, String second) {
        out.println(Printable.escape(first) + '\t' + Printable.escape(second));
    }

    /** Bytes of the result, as they are. */
    void write(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** Something worth knowing that is not the result. */
    void note(String line) {
        err.println("coffer: " + Printable.escape(line));
    }

    /** A look-up that could not be answered, with everything that was tried. */
    int fail(Lookup.Unavailable unavailable) {
        return fail(unavailable.why().text(), unavailable.tried(), unavailable.whatToDo());
    }

    /** A failure. */
    int fail(String what, String whatToDo) {
        return fail(what, List.of(), whatToDo);
    }

    private int fail(String what, List<Reason> tried, String whatToDo) {
        note(what);
        for (Reason reason : tried) {
            err.println("  " + Printable.escape(reason.text()));
        }
        if (!whatToDo.isEmpty()) {
            err.println("  " + Printable.escape(whatToDo));
        }
        return ExitStatus.FAILED;
    }

    /** A store's failure. */
    int fail(StoreException failure) {
        return fail(String.valueOf(failure.getMessage()), failure.whatToDo());
    }
}
