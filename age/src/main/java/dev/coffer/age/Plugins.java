package dev.coffer.age;

import java.time.Duration;

/**
 * Where plugins are found and how they reach the user. Needs a system with POSIX permissions.
 *
 * @param searchPath folders as {@code PATH} has them. Relative and empty parts are passed over, so the current folder
 *     is never searched, and so are plugins that anybody but root and the own user could exchange. An empty search path
 *     finds no plugin
 * @param prompts shows what plugins say and asks what they want to know; called by the thread that wraps or unwraps
 * @param silenceLimit how long a plugin may take for one message; longer than zero. The time in which the user is asked
 *     by {@code prompts} does not count, but the one in which a plugin itself waits for a touch of its token does
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age-plugin.md">age-plugin.md</a>
 */
public record Plugins(String searchPath, Prompts prompts, Duration silenceLimit) {
    /** The time for one message when nobody says otherwise: a minute. */
    public static final Duration DEFAULT_SILENCE_LIMIT = Duration.ofMinutes(1);

    public Plugins {
        if (!silenceLimit.isPositive()) {
            throw new IllegalArgumentException("a plugin needs some time: " + silenceLimit);
        }
    }

    /** The plugins on this process's {@code PATH}, with the default time limit. */
    public static Plugins with(Prompts prompts) {
        return new Plugins(System.getenv().getOrDefault("PATH", ""), prompts, DEFAULT_SILENCE_LIMIT);
    }
}
