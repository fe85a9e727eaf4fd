package dev.coffer.vault;

import dev.coffer.age.AgeException;
import dev.coffer.age.Prompts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person who answers what was prepared, and gives no answer after that. */
final class Answers implements Prompts {
    private final Deque<String> secrets = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();

    Answers(String... secrets) {
        this.secrets.addAll(List.of(secrets));
    }

    /** What the person was asked and told. */
    List<String> seen() {
        return seen;
    }

    @Override
    public void tell(String text) {
        seen.add(text);
    }

    @Override
    public String ask(String question) throws AgeException.NoAnswer {
        return new String(askSecret(question), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] askSecret(String question) throws AgeException.NoAnswer {
        seen.add(question);
        if (secrets.isEmpty()) {
            throw new AgeException.NoAnswer("nobody answers");
        }
        return secrets.remove().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer {
        throw new AgeException.NoAnswer("nobody answers");
    }
}
