package dev.coffer.cli.commands.completion;

import java.util.List;

/** Knows what users have: the values that no command line parser can know. */
public interface Values {
    /**
     * The values there are now for an argument of this name. Asks nobody anything and takes no time to speak of; what it
     * cannot find out so is left out.
     *
     * @param label the argument as the help shows it, such as {@code SERVER}
     */
    List<Candidate> of(String label);
}
