package dev.coffer.core.diagnosis;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.FileContent;
import dev.coffer.docker.tools.HelperReply;
import dev.coffer.docker.tools.OperatingSystem;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.World;
import dev.coffer.platform.places.Environment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A world with the same variables and nothing in it, in which a tool looks everywhere: so one learns which files it reads
 * at all.
 */
final class FilesRead implements World {
    private final World world;
    private final Set<Path> read = new HashSet<>();

    private FilesRead(World world) {
        this.world = world;
    }

    /** The files that a model looks for when it finds nothing. */
    static Set<Path> by(ToolModel model, ImageReference image, World world) {
        FilesRead nothing = new FilesRead(world);
        model.ask(image, nothing);
        return nothing.read;
    }

    @Override
    public OperatingSystem system() {
        return world.system();
    }

    @Override
    public Environment environment() {
        return world.environment();
    }

    @Override
    public Path home() {
        return world.home();
    }

    @Override
    public long userId() {
        return world.userId();
    }

    @Override
    public FileContent read(Path file) {
        read.add(file);
        return new FileContent.Missing();
    }

    @Override
    public List<String> list(Path folder) {
        return List.of();
    }

    @Override
    public boolean hasProgram(String name) {
        return false;
    }

    @Override
    public HelperReply ask(String name, String server) {
        return new HelperReply.Absent();
    }
}
