package dev.coffer.acceptance.agetool;

import dev.coffer.age.AgeException;
import dev.coffer.age.Prompts;
import java.util.Optional;

/** Gives one secret to every question for a secret, and answers nothing else. */
final class Answer implements Prompts {
    private final byte[] secret;

    Answer(byte[] secret) {
        this.secret = secret;
    }

    @Override
    public byte[] askSecret(String question) {
        return secret.clone();
    }

    @Override
    public void tell(String text) {}

    @Override
    public String ask(String question) throws AgeException.NoAnswer {
        throw new AgeException.NoAnswer("only secrets are answered");
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer {
        throw new AgeException.NoAnswer("only secrets are answered");
    }
}
