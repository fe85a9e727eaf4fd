package dev.coffer.acceptance.differential;

import dev.coffer.docker.tools.FileContent;
import dev.coffer.docker.tools.HelperReply;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.docker.tools.World;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a model finds in a written set-up: the files as they are on the disk, and the helpers' answers without a process. */
final class SetUpWorld implements World {
    private final SetUp setUp;
    private final List<String> asked = new ArrayList<>();

    SetUpWorld(SetUp setUp) {
        this.setUp = setUp;
    }

    /** What the helpers were asked, in the words of their diary. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public OperatingSystem system() {
        return OperatingSystem.LINUX;
    }

    @Override
    public Environment environment() {
        return new Environment(setUp.environment());
    }

    @Override
    public Path home() {
        return setUp.home();
    }

    @Override
    public long userId() {
        return 0;
    }

    @Override
    public FileContent read(Path file) {
        try {
            return new FileContent.Bytes(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return new FileContent.Missing();
        } catch (IOException e) {
            return new FileContent.Unreadable(e.toString());
        }
    }

    @Override
    public List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> folder.relativize(entry).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public boolean hasProgram(String name) {
        return Files.isExecutable(setUp.bin().resolve(name));
    }

    @Override
    public HelperReply ask(String name, String server) {
        for (Helper helper : setUp.helpers()) {
            if (helper.name().equals(name)) {
                asked.add("get " + name + " " + server);
                return helper.ask(server);
            }
        }
        return new HelperReply.Absent();
    }
}
