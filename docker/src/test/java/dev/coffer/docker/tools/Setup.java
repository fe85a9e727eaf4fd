package dev.coffer.docker.tools;

import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A small machine: the files of one folder, some variables and scripted helpers. It is written to disk for the real tool,
 * and is a {@link World} for the model.
 *
 * @param name says which one it is when a comparison fails
 * @param image the image that is asked for
 * @param variables beside {@code HOME} and {@code PATH}; {@value #ROOT} in a value stands for the folder
 * @param files path below the folder to content; {@code home/} is the home folder
 * @param helpers what follows {@code docker-credential-} to what it does; they lie in {@code bin/}
 */
public record Setup(
        String name,
        String image,
        SortedMap<String, String> variables,
        SortedMap<String, String> files,
        SortedMap<String, ScriptedHelper> helpers) {
    /** What stands for the set-up's folder in the value of a variable. */
    public static final String ROOT = "{root}";

    /** The home folder below the set-up's folder. */
    public static final String HOME = "home";

    /** Docker's file in the home folder. */
    public static final String DOCKER_FILE = HOME + "/.docker/config.json";

    private static final String BIN = "bin";

    public Setup {
        variables = new TreeMap<>(variables);
        files = new TreeMap<>(files);
        helpers = new TreeMap<>(helpers);
    }

    /** One with only Docker's file in the home folder. */
    public static Setup of(String name, String image, String dockerConfig) {
        return new Setup(
                name, image, new TreeMap<>(), new TreeMap<>(Map.of(DOCKER_FILE, dockerConfig)), new TreeMap<>());
    }

    /** The same with this helper. */
    public Setup with(String helper, ScriptedHelper behaviour) {
        SortedMap<String, ScriptedHelper> more = new TreeMap<>(helpers);
        more.put(helper, behaviour);
        return new Setup(name, image, variables, files, more);
    }

    /** The same with this file. */
    public Setup with(String path, String content) {
        SortedMap<String, String> more = new TreeMap<>(files);
        more.put(path, content);
        return new Setup(name, image, variables, more, helpers);
    }

    /** The same with this variable. */
    public Setup withVariable(String variable, String value) {
        SortedMap<String, String> more = new TreeMap<>(variables);
        more.put(variable, value);
        return new Setup(name, image, more, files, helpers);
    }

    /** True when a helper of this set-up never answers. */
    public boolean mayHang() {
        return helpers.values().stream().anyMatch(helper -> helper.habit() == ScriptedHelper.Habit.SILENT);
    }

    /** All variables of the tool's process. */
    public Map<String, String> environment(Path root) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("HOME", root.resolve(HOME).toString());
        all.put("PATH", root.resolve(BIN) + ":/usr/bin:/bin");
        variables.forEach((key, value) -> all.put(key, value.replace(ROOT, root.toString())));
        return all;
    }

    /** Writes files and helpers; the folder must be the set-up's own. */
    public void write(Path root) throws IOException {
        Files.createDirectories(root.resolve(HOME));
        Files.createDirectories(root.resolve(BIN));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, file.getValue());
        }
        for (Map.Entry<String, ScriptedHelper> helper : helpers.entrySet()) {
            helper.getValue().write(root.resolve(BIN, "docker-credential-" + helper.getKey()));
        }
    }

    /** What the tool's process finds when the set-up is written to this folder. Nothing needs to be there. */
    public World world(Path root) {
        return new SetupWorld(root);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(": ").append(image);
        variables.forEach(
                (key, value) -> text.append("\n  $").append(key).append(" = ").append(value));
        files.forEach((path, content) ->
                text.append("\n  ").append(path).append(" = ").append(content));
        helpers.forEach((helper, what) ->
                text.append("\n  helper ").append(helper).append(" = ").append(what));
        return text.toString();
    }

    private final class SetupWorld implements World {
        private final Path root;

        SetupWorld(Path root) {
            this.root = root;
        }

        @Override
        public OperatingSystem system() {
            return OperatingSystem.LINUX;
        }

        @Override
        public Environment environment() {
            return new Environment(Setup.this.environment(root));
        }

        @Override
        public Path home() {
            return root.resolve(HOME);
        }

        /** The user of the running test, as the real tool has it too. */
        @Override
        public long userId() {
            try {
                return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
            } catch (IOException gone) {
                return 0;
            }
        }

        @Override
        public FileContent read(Path file) {
            Path normal = file.normalize();
            if (!normal.startsWith(root)) {
                return new FileContent.Missing();
            }
            String path = root.relativize(normal).toString();
            String content = files.get(path);
            if (content != null) {
                return new FileContent.Bytes(content.getBytes(StandardCharsets.UTF_8));
            }
            boolean folder = files.keySet().stream().anyMatch(other -> other.startsWith(path + "/"));
            return folder ? new FileContent.Unreadable("is a folder") : new FileContent.Missing();
        }

        @Override
        public List<String> list(Path folder) {
            String prefix = root.relativize(folder.normalize()) + "/";
            TreeSet<String> names = new TreeSet<>();
            for (String path : files.keySet()) {
                if (path.startsWith(prefix)) {
                    String rest = path.substring(prefix.length());
                    int slash = rest.indexOf('/');
                    names.add(slash < 0 ? rest : rest.substring(0, slash));
                }
            }
            return new ArrayList<>(names);
        }

        @Override
        public boolean hasProgram(String program) {
            String prefix = "docker-credential-";
            return program.startsWith(prefix) && helpers.containsKey(program.substring(prefix.length()));
        }

        @Override
        public HelperReply ask(String helper, String server) {
            ScriptedHelper script = helpers.get(helper);
            return script == null ? new HelperReply.Absent() : script.reply(helper, server);
        }
    }
}
