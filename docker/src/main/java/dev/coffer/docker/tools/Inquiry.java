package dev.coffer.docker.tools;

import dev.coffer.docker.tools.ToolAnswer.Step;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.terminal.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of a look-up: the world it sees, the dice, and the trail that it leaves. */
final class Inquiry {
    private static final int MAX_SHOWN = 200;

    private final World world;
    private final Chance chance;
    private final ParsedFiles files;
    private final List<Step> trail = new ArrayList<>();

    /**
     * @param files shared by all runs of one look-up
     */
    Inquiry(World world, Chance chance, ParsedFiles files) {
        this.world = world;
        this.chance = chance;
        this.files = files;
    }

    World world() {
        return world;
    }

    Chance chance() {
        return chance;
    }

    ParsedFiles files() {
        return files;
    }

    /** The steps so far. */
    List<Step> trail() {
        return trail;
    }

    /** Adds a step. Both texts are made fit for printing. */
    void note(String place, String remark) {
        trail.add(new Step(printable(place), printable(remark)));
    }

    void note(Path file, String remark) {
        note(shown(file), remark);
    }

    /** The variable's value as a path; a relative one is taken from the current folder, as the tools do. */
    Optional<Path> pathIn(String variable) {
        Environment environment = world.environment();
        return environment.get(variable).flatMap(Inquiry::path);
    }

    private static Optional<Path> path(String value) {
        try {
            return Optional.of(Path.of(value));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** The path, short where it lies in the home folder. */
    String shown(Path file) {
        String text = file.toString();
        String home = world.home().toString();
        if (text.startsWith(home + "/")) {
            return "~" + text.substring(home.length());
        }
        // A variable that should name a file may hold the file's text instead.
        return text.indexOf('{') >= 0 || text.indexOf('\n') >= 0 ? "a name that is no path" : text;
    }

    /** A key of a file, without what stands before an at sign, for that may be a password. */
    static String shownKey(String key) {
        int at = key.lastIndexOf('@');
        return shortened(printable(at < 0 ? key : "...@" + key.substring(at + 1)));
    }

    /** The keys in the words of a list; a long list is cut. */
    static String shownKeys(List<String> keys) {
        List<String> shown = new ArrayList<>();
        for (String key : keys.subList(0, Math.min(3, keys.size()))) {
            shown.add(shownKey(key));
        }
        int more = keys.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    static String printable(String text) {
        return Printable.escape(text);
    }
}
