package dev.coffer.core.diagnosis;

import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolAnswer;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolVersion;
import java.util.Optional;

/**
 * What one tool would do for the image.
 *
 * @param version the version that is installed; without it the newest that there is a model of is meant
 * @param model the model that answered
 */
public record ToolDiagnosis(Tool tool, Optional<ToolVersion> version, ToolModel model, ToolAnswer answer) {}
