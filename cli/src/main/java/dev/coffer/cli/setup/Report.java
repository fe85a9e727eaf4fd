package dev.coffer.cli.setup;

/** Where set-up says what it does. Lines may hold text from outside: whoever prints them escapes them. */
public interface Report {
    /** A line of the plan, or what was done. */
    void line(String line);

    /** Something that the user should know or do. */
    void note(String line);
}
