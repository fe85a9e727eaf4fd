package dev.coffer.cli.setup;

import dev.coffer.docker.tools.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a tool stands to Coffer.
 *
 * @param tool the tool
 * @param program where it lies on the search path; empty when it is not there, or no program but a library
 * @param state whether it asks Coffer
 * @param file the file by which it is linked, where there is one
 * @param servers the single servers about which the file has it ask Coffer
 * @param note what is particular about the tool, or has to be done by hand; may be empty
 */
public record ToolLink(
        Tool tool, Optional<Path> program, State state, Optional<Path> file, List<String> servers, String note) {
    public ToolLink {
        servers = List.copyOf(servers);
    }

    /** Whether a tool asks Coffer. */
    public enum State {
        /** About every server. */
        LINKED("yes"),
        /** About some servers only. */
        PARTLY("partly"),
        /** It does not, and could. */
        UNLINKED("no"),
        /** Its file cannot be read; the note says why. */
        UNREADABLE("unreadable"),
        /** Its configuration is the administrator's; the note says what belongs there. */
        BY_HAND("by hand"),
        /** It runs no helper at all. */
        IMPOSSIBLE("cannot");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
