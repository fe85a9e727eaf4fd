package dev.coffer.cli.setup;

import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.settings.RouteEditor;
import java.io.IOException;
import java.nio.file.Path;

/** Has the helper that docker used so far asked last, so that the logins that it keeps can still be read. */
final class KeepOldHelper implements Step {
    private final OldHelper helper;
    private final Path settings;

    KeepOldHelper(OldHelper helper, Path settings) {
        this.helper = helper;
        this.settings = settings;
    }

    @Override
    public String describe() {
        return "keep docker-credential-" + helper.suffix() + " as the last one to be asked"
                + (helper.servers().equals(ServerPattern.EVERYTHING) ? "" : " about " + helper.servers()) + ", in "
                + settings;
    }

    @Override
    public boolean isDone() throws IOException {
        return new RouteEditor(settings).routes().stream().anyMatch(helper::isAskedLastBy);
    }

    @Override
    public void run(Report report) throws IOException {
        new RouteEditor(settings).add(helper.servers(), helper.target(), true, RouteEditor.Position.LAST);
    }
}
