package dev.coffer.core.audit;

import dev.coffer.docker.helper.HelperClient;
import java.util.List;

/** Names out of files, short enough for a line. */
final class Shown {
    private static final int MOST = 4;
    private static final int LONGEST = 100;

    private Shown() {}

    /** The first few, and how many more there are. */
    static String list(List<String> names) {
        List<String> shown = names.stream().limit(MOST).map(Shown::name).toList();
        int more = names.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    /** A key without what may be a user name and password before the host. */
    static String key(String key) {
        return name(key.substring(key.lastIndexOf('@') + 1));
    }

    /** The program of a helper's name. What is no such name may be a password in the wrong place, and is not shown. */
    static String helper(String name) {
        return HelperClient.isHelperName(name) ? Helpers.PROGRAM_PREFIX + name : "a helper whose name is none";
    }

    /** A name, cut off where it is longer than any honest one. */
    static String name(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    }
}
