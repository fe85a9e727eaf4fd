package dev.coffer.cli.setup;

import dev.coffer.core.routes.Route;
import dev.coffer.core.settings.RouteEditor;
import dev.coffer.platform.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the last route out of the settings again; the file too when nothing else is in it. */
final class DropOldHelper implements Step {
    private final OldHelper helper;
    private final Path settings;

    DropOldHelper(OldHelper helper, Path settings) {
        this.helper = helper;
        this.settings = settings;
    }

    @Override
    public String describe() {
        return "remove the last route helper:" + helper.suffix() + " from " + settings;
    }

    @Override
    public boolean isDone() throws IOException {
        return new RouteEditor(settings).routes().stream().noneMatch(this::isOurs);
    }

    @Override
    public void run(Report report) throws IOException {
        int removed = new RouteEditor(settings).remove(this::isOurs);
        if (removed > 0 && Files.size(settings) == 0) {
            AtomicFile.delete(settings);
        }
    }

    private boolean isOurs(Route route) {
        return helper.isAskedLastBy(route) && route.servers().equals(helper.servers());
    }
}
