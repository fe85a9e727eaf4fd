package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.providers.Finding.Severity;
import dev.coffer.platform.terminal.Printable;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found in one file. */
final class Findings {
    private static final int MAX_QUOTED = 100;

    private final String file;
    private final List<Finding> found = new ArrayList<>();

    Findings(String file) {
        this.file = Printable.escape(file);
    }

    void error(int line, String problem, String remedy) {
        found.add(new Finding(Severity.ERROR, file, line, problem, remedy));
    }

    void warning(int line, String problem, String remedy) {
        found.add(new Finding(Severity.WARNING, file, line, problem, remedy));
    }

    List<Finding> list() {
        return List.copyOf(found);
    }

    /** Text of the file, fit for a message. */
    static String quote(String text) {
        boolean isLong = text.length() > MAX_QUOTED;
        return "\"" + Printable.escape(isLong ? text.substring(0, MAX_QUOTED) + "..." : text) + "\"";
    }
}
