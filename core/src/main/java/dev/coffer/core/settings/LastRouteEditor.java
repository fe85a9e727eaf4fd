package dev.coffer.core.settings;

import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.TrustedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adds to a settings file, and takes out again, the route that asks a foreign helper last about every server. The rest
 * of the file, comments and order, stays as it is.
 */
public final class LastRouteEditor {
    private static final int MAX_BYTES = 1 << 20;
    private static final String ROUTES = "routes:";
    private static final String EVERY_SERVER = "\"**\"";

    private final Path file;

    /** An editor of the settings file, which need not exist. */
    public LastRouteEditor(Path file) {
        this.file = file;
    }

    /**
     * Makes the helper the last route.
     *
     * @return false when it was one already; then nothing is written
     * @throws SettingsException when the file holds a mistake; it is left alone
     */
    public boolean add(String helperSuffix) throws IOException {
        if (has(helperSuffix)) {
            return false;
        }
        List<String> lines = lines();
        int routes = lines.indexOf(ROUTES);
        if (routes < 0) {
            lines.add(ROUTES);
            routes = lines.size() - 1;
        }
        lines.addAll(routes + 1, block(helperSuffix, indentBelow(lines, routes)));
        write(lines);
        return true;
    }

    /**
     * Takes the route out again.
     *
     * @return false when {@link #add}'s lines are not there
     */
    public boolean remove(String helperSuffix) throws IOException {
        List<String> lines = lines();
        for (String indent : List.of("", "  ", "    ")) {
            List<String> block = block(helperSuffix, indent);
            int start = Collections.indexOfSubList(lines, block);
            if (start >= 0) {
                lines.subList(start, start + block.size()).clear();
                boolean last =
                        start == lines.size() || !lines.get(start).strip().startsWith("-");
                if (last && start > 0 && lines.get(start - 1).equals(ROUTES)) {
                    lines.remove(start - 1);
                }
                write(lines);
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the file has the helper as a last route, in these or other words.
     *
     * @throws SettingsException when the file holds a mistake
     */
    public boolean has(String helperSuffix) throws IOException {
        Target target = new Target.Helper(helperSuffix);
        for (Route route : SettingsFiles.loadOne(file).routes()) {
            if (route.last() && route.target().equals(target)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> block(String helperSuffix, String indent) {
        return List.of(
                indent + "- server: " + EVERY_SERVER,
                indent + "  use: " + Target.HELPER_PREFIX + helperSuffix,
                indent + "  last: true");
    }

    /** The indentation of the routes that are there, so that ours are in line with them. */
    private static String indentBelow(List<String> lines, int routes) {
        for (String line : lines.subList(routes + 1, lines.size())) {
            String stripped = line.stripLeading();
            if (stripped.startsWith("-")) {
                return line.substring(0, line.length() - stripped.length());
            }
        }
        return "  ";
    }

    private List<String> lines() throws IOException {
        String text = TrustedFile.read(file, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        return new ArrayList<>(text.lines().toList());
    }

    private void write(List<String> lines) throws IOException {
        SettingsFiles.makeFolder(file);
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        AtomicFile.replaceKeeping(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
