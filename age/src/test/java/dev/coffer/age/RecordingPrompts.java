package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A user who says yes to everything but one question. */
class RecordingPrompts implements Prompts {
    final List<String> seen = new ArrayList<>();
    byte[] secret = {};
    private final String unwilling;

    /** @param unwilling what the one question that is not answered holds */
    RecordingPrompts(String unwilling) {
        this.unwilling = unwilling;
    }

    RecordingPrompts() {
        this("no question holds this");
    }

    @Override
    public void tell(String text) {
        seen.add("tell " + text);
    }

    @Override
    public String ask(String question) throws AgeException.NoAnswer {
        return answer("ask " + question, "slot ü");
    }

    @Override
    public byte[] askSecret(String question) throws AgeException.NoAnswer {
        secret = answer("secret " + question, "1".repeat(100)).getBytes(StandardCharsets.UTF_8);
        return secret;
    }

    @Override
    public boolean confirm(String question, String yes, Optional<String> no) throws AgeException.NoAnswer {
        return answer("confirm " + question + " " + yes + " " + no.orElse("-"), true);
    }

    private <A> A answer(String question, A answer) throws AgeException.NoAnswer {
        seen.add(question);
        if (question.contains(unwilling)) {
            throw new AgeException.NoAnswer("the user went away");
        }
        return answer;
    }
}
