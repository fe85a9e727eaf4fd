package dev.coffer.docker.tools;

import java.util.List;

/**
 * What a tool would do for an image.
 *
 * @param outcome what it ends with
 * @param trail all that it looked at, in its order; the last step is the one that decided
 */
public record ToolAnswer(ToolOutcome outcome, List<Step> trail) {
    public ToolAnswer {
        trail = List.copyOf(trail);
    }

    /**
     * One thing that the tool looked at.
     *
     * @param place a file, a variable or a helper: {@code ~/.docker/config.json}, {@code $DOCKER_AUTH_CONFIG},
     *     {@code docker-credential-pass}
     * @param remark what it found there and what follows from it, one line without a secret
     */
    public record Step(String place, String remark) {
        @Override
        public String toString() {
            return place + ": " + remark;
        }
    }
}
