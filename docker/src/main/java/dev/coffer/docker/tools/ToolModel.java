package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;

/** How one tool, in a range of its versions, finds the credential for an image. */
public interface ToolModel {
    /** The tool. */
    Tool tool();

    /** The versions that this model speaks for. */
    VersionRange versions();

    /** How the model is known to be right. */
    Evidence evidence();

    /** What the tool would take for the image, and all that it looked at on the way. */
    ToolAnswer ask(ImageReference image, World world);
}
