package dev.coffer.core.diagnosis;

import dev.coffer.docker.tools.ToolVersion;
import java.util.Optional;

/**
 * A tool that is on this machine.
 *
 * @param version what it says of itself; empty when it did not say, or may not be run because others could exchange it
 */
public record Installation(Optional<ToolVersion> version) {}
