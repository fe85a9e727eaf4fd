package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;
import java.nio.file.Path;
import java.util.Optional;

/** The model of a tool for an image as it is written, which some tools tell from its complete form. */
public final class AsWritten {
    private AsWritten() {}

    /** What the model says of the set-up, as if that lay in the folder. */
    public static ToolOutcome ask(Tool tool, Setup setup, Path root) {
        ToolModel model = ToolModels.of(tool, Optional.empty());
        boolean writtenOut = setup.image().startsWith(ImageReference.HUB + "/");
        ToolModel asked = writtenOut && model instanceof RuledModel ruled ? JavaTools.writtenOut(ruled) : model;
        return asked.ask(ImageReference.parse(setup.image()), setup.world(root)).outcome();
    }
}
