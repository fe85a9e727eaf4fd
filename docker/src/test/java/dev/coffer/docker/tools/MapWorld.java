package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.platform.places.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A world of files, variables and helpers that a test writes down, and that remembers which helpers were asked. */
public final class MapWorld implements World {
    /** The home folder. */
    public static final Path HOME = Path.of("/home/u");

    /** The user's id. */
    public static final long USER = 1000;

    private final Map<Path, FileContent> files = new TreeMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> programs = new HashSet<>();
    private final Map<String, Map<String, HelperReply>> helpers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private OperatingSystem system = OperatingSystem.LINUX;

    /** For every server that the helper is not told about. */
    public static final String ANY_SERVER = "*";

    /** A Linux system with an empty home folder. */
    public MapWorld() {
        variables.put("HOME", HOME.toString());
    }

    /** On another system. */
    public MapWorld on(OperatingSystem other) {
        system = other;
        return this;
    }

    /** With a file; a name that does not begin with a slash is below the home folder. */
    public MapWorld file(String name, String text) {
        return file(HOME.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a file. */
    public MapWorld file(Path path, byte[] bytes) {
        files.put(path, new FileContent.Bytes(bytes));
        return this;
    }

    /** With a folder. */
    public MapWorld folder(Path path) {
        files.put(path, new FileContent.Folder());
        return this;
    }

    /** With something that cannot be read. */
    public MapWorld unreadable(Path path, String why) {
        files.put(path, new FileContent.Unreadable(why));
        return this;
    }

    /** With a variable. */
    public MapWorld variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** With a program on the search path. */
    public MapWorld program(String name) {
        programs.add(name);
        return this;
    }

    /** With a helper that answers for {@link #ANY_SERVER}. */
    public MapWorld helper(String name, HelperReply reply) {
        return helper(name, ANY_SERVER, reply);
    }

    /** With a helper that answers for one server, and says of others that it has nothing. */
    public MapWorld helper(String name, String server, HelperReply reply) {
        programs.add("docker-credential-" + name);
        helpers.computeIfAbsent(name, ignored -> new HashMap<>()).put(server, reply);
        return this;
    }

    /** A helper's answer. */
    public static HelperReply answer(String username, String secret) {
        return new HelperReply.Answer(username, Secret.ofText(secret));
    }

    /** Each {@code NAME get SERVER} that was run, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public OperatingSystem system() {
        return system;
    }

    @Override
    public Environment environment() {
        return new Environment(variables);
    }

    @Override
    public Path home() {
        return HOME;
    }

    @Override
    public long userId() {
        return USER;
    }

    @Override
    public FileContent read(Path file) {
        FileContent content = files.get(file);
        if (content != null) {
            return content;
        }
        boolean folder = files.keySet().stream().anyMatch(other -> other.startsWith(file));
        return folder ? new FileContent.Folder() : new FileContent.Missing();
    }

    @Override
    public List<String> list(Path folder) {
        Set<String> names = new TreeSet<>();
        for (Path file : files.keySet()) {
            if (file.startsWith(folder) && !file.equals(folder)) {
                names.add(folder.relativize(file).getName(0).toString());
            }
        }
        return List.copyOf(names);
    }

    @Override
    public boolean hasProgram(String name) {
        return programs.contains(name);
    }

    @Override
    public HelperReply ask(String name, String server) {
        asked.add(name + " get " + server);
        Map<String, HelperReply> replies = helpers.get(name);
        if (replies == null) {
            return new HelperReply.Absent();
        }
        HelperReply forAny = replies.getOrDefault(ANY_SERVER, new HelperReply.NotFound());
        return replies.getOrDefault(server, forAny);
    }
}
