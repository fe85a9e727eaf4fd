package dev.coffer.age;

import java.util.Optional;

/** Nobody is there to be asked. */
enum NoPrompts implements Prompts {
    INSTANCE;

    @Override
    public void tell(String text) {}

    @Override
    public String ask(String question) throws AgeException.NoAnswer {
        throw nobody();
    }

    @Override
    public byte[] askSecret(String question) throws AgeException.NoAnswer {
        throw nobody();
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer {
        throw nobody();
    }

    private static AgeException.NoAnswer nobody() {
        return new AgeException.NoAnswer("the key asks its user something, and nobody can be asked here");
    }
}
