package dev.coffer.age;

import java.util.Optional;

/**
 * Asks and tells the user what a key needs: the passphrase of an SSH key, the PIN or the touch of a plugin's token.
 * Questions may hold text of a plugin: whoever shows them escapes control characters.
 */
public interface Prompts {
    /** Shows the text; nothing is answered. */
    void tell(String text);

    /**
     * Asks for a text that may be seen while it is typed.
     *
     * @throws AgeException.NoAnswer if nobody can be asked, or who was asked gave none
     */
    String ask(String question) throws AgeException.NoAnswer;

    /**
     * Asks for a secret, as UTF-8. Whoever asked wipes it.
     *
     * @throws AgeException.NoAnswer if nobody can be asked, or who was asked gave none
     */
    byte[] askSecret(String question) throws AgeException.NoAnswer;

    /**
     * Asks to choose.
     *
     * @param yes what the choice that counts as yes is called
     * @param no the other choice; without it there is only one way on
     * @throws AgeException.NoAnswer if nobody can be asked, or who was asked gave none
     */
    boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer;

    /** Shows nothing and answers nothing: for keys that must work alone. */
    static Prompts none() {
        return NoPrompts.INSTANCE;
    }
}
