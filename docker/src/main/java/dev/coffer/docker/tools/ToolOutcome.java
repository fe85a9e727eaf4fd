package dev.coffer.docker.tools;

import java.util.List;

/** How a tool's look-up ends. */
public sealed interface ToolOutcome {
    /** It sends this credential. */
    record Uses(ToolCredential credential, CredentialPlace place) implements ToolOutcome {}

    /** It asks the registry without a credential. */
    record Anonymous() implements ToolOutcome {}

    /**
     * It stops with an error, or waits for ever.
     *
     * @param why one line
     */
    record Fails(String why) implements ToolOutcome {}

    /**
     * It picks one of these at random, and another one the next time.
     *
     * @param outcomes two at least, all different, none of this kind
     */
    record OneOf(List<ToolOutcome> outcomes) implements ToolOutcome {
        public OneOf {
            outcomes = List.copyOf(outcomes);
        }
    }
}
