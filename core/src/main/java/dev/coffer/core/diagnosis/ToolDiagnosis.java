package dev.coffer.core.diagnosis;

import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolAnswer;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one tool would do for the image.
 *
 * @param version the version that is installed; without it the newest that there is a model of is meant
 * @param model the model that answered
 * @param passedOver what other tools use and this one does not, with the reason where the answer's trail has none
 */
public record ToolDiagnosis(
        Tool tool,
        Optional<ToolVersion> version,
        ToolModel model,
        ToolAnswer answer,
        List<ToolAnswer.Step> passedOver) {
    public ToolDiagnosis {
        passedOver = List.copyOf(passedOver);
    }

    /** All that can be said about the way to the answer. */
    public List<ToolAnswer.Step> steps() {
        List<ToolAnswer.Step> steps = new ArrayList<>(answer.trail());
        steps.addAll(passedOver);
        return steps;
    }
}
