package dev.coffer.core.settings;

import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.platform.files.AtomicFile;
import dev.coffer.platform.files.TrustedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Adds routes to a settings file and takes them out again. The rest of the file, comments and order, stays as it is. */
public final class RouteEditor {
    private static final int MAX_BYTES = 1 << 20;
    private static final String ROUTES = "routes:";
    private static final String USUAL_INDENT = "  ";

    private final Path file;

    /** An editor of the settings file, which need not exist. */
    public RouteEditor(Path file) {
        this.file = file;
    }

    /** Where a new route goes among the file's others, of which the first that selects a server decides. */
    public enum Position {
        FIRST,
        LAST
    }

    /**
     * Adds a route.
     *
     * @param last whether it is asked only after the store had nothing
     * @return false when the file has this route already; then nothing is written
     * @throws SettingsException when the file holds a mistake; it is left alone
     */
    public boolean add(ServerPattern servers, Target target, boolean last, Position position) throws IOException {
        List<Route> routes = routes();
        for (Route route : routes) {
            if (route.servers().equals(servers) && route.target().equals(target) && route.last() == last) {
                return false;
            }
        }
        List<String> lines = lines();
        if (routes.isEmpty()) {
            lines.remove(ROUTES);
            lines.add(ROUTES);
            lines.addAll(block(servers, target, last, USUAL_INDENT));
        } else {
            Block neighbour = block(lines, position == Position.FIRST ? routes.getFirst() : routes.getLast());
            int at = position == Position.FIRST ? neighbour.start() : neighbour.end();
            lines.addAll(at, block(servers, target, last, neighbour.indent()));
        }
        write(lines);
        return true;
    }

    /**
     * Takes routes out.
     *
     * @return how many there were
     * @throws SettingsException when the file holds a mistake; it is left alone
     */
    public int remove(Predicate<Route> unwanted) throws IOException {
        List<Route> routes = routes();
        List<String> lines = lines();
        int removed = 0;
        for (Route route : routes.reversed()) {
            if (unwanted.test(route)) {
                Block block = block(lines, route);
                lines.subList(block.start(), block.end()).clear();
                removed++;
            }
        }
        if (removed == routes.size()) {
            lines.remove(ROUTES);
        }
        if (removed > 0) {
            write(lines);
        }
        return removed;
    }

    /**
     * The file's own routes, in its order.
     *
     * @throws SettingsException when the file holds a mistake
     */
    public List<Route> routes() throws IOException {
        return SettingsFiles.loadOne(file).routes();
    }

    /**
     * The lines of a route.
     *
     * @param start its first line, counted from 0
     * @param end the line after its last
     * @param indent what stands before its dash
     */
    private record Block(int start, int end, String indent) {}

    private static Block block(List<String> lines, Route route) {
        int start = route.where().line() - 1;
        // The dash may stand on a line of its own.
        while (!lines.get(start).stripLeading().startsWith("-")) {
            start--;
        }
        int indent = indentOf(lines.get(start));
        int end = start + 1;
        for (int i = end; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            if (indentOf(line) <= indent) {
                break;
            }
            end = i + 1;
        }
        return new Block(start, end, " ".repeat(indent));
    }

    private static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static List<String> block(ServerPattern servers, Target target, boolean last, String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(indent + "- server: " + quoted(servers.toString()));
        switch (target) {
            case Target.Helper helper -> lines.add(indent + "  use: " + helper);
            case Target.Deny _ -> lines.add(indent + "  deny: true");
            case Target.Tokens tokens -> {
                lines.add(indent + "  use: " + tokens.cloud().id());
                new TreeMap<>(tokens.options())
                        .forEach((name, value) -> lines.add(indent + "  " + name + ": " + quoted(value)));
            }
        }
        if (last) {
            lines.add(indent + "  last: true");
        }
        return lines;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private List<String> lines() throws IOException {
        String text = TrustedFile.read(file, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        return new ArrayList<>(text.lines().toList());
    }

    private void write(List<String> lines) throws IOException {
        byte[] text = (lines.isEmpty() ? "" : String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        SettingsFiles.requireReadable(file, text);
        SettingsFiles.makeFolder(file);
        AtomicFile.replaceKeeping(file, text);
    }
}
