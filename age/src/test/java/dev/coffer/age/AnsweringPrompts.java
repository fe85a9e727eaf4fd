package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives one passphrase to every question, and keeps the questions. */
final class AnsweringPrompts implements Prompts {
    private final String passphrase;
    private final List<String> questions = new ArrayList<>();

    AnsweringPrompts(String passphrase) {
        this.passphrase = passphrase;
    }

    List<String> questions() {
        return questions;
    }

    @Override
    public byte[] askSecret(String question) {
        questions.add(question);
        return passphrase.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void tell(String text) {
        throw new AssertionError("told: " + text);
    }

    @Override
    public String ask(String question) {
        throw new AssertionError("asked in the clear: " + question);
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) {
        throw new AssertionError("asked to confirm: " + question);
    }
}
