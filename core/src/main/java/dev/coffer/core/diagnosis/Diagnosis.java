package dev.coffer.core.diagnosis;

import dev.coffer.api.image.ImageReference;
import dev.coffer.core.Explanation;
import dev.coffer.docker.tools.Tool;
import java.util.List;

/**
 * What the tools of this machine would do for an image.
 *
 * @param coffer what Coffer itself answers, and the way there
 * @param tools the tools, in the order of {@link Tool}
 * @param missing the tools that are not on this machine and that nobody asked about
 */
public record Diagnosis(ImageReference image, Explanation coffer, List<ToolDiagnosis> tools, List<Tool> missing) {
    public Diagnosis {
        tools = List.copyOf(tools);
        missing = List.copyOf(missing);
    }
}
