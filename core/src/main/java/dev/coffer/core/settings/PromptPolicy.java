package dev.coffer.core.settings;

/** What a look-up in a locked vault may do. */
public enum PromptPolicy {
    /** It says that the vault is locked. */
    NEVER,
    /** It asks on the terminal that the process was started from, if there is one. */
    TTY
}
