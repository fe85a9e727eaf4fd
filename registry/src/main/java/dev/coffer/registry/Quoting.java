package dev.coffer.registry;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.coffer.api.Credential;
import dev.coffer.platform.http.Answer;
import java.util.Optional;

/**
 * Brings words of a server into a message: on one line, short, control characters escaped, and without the secret,
 * should the server send it back.
 */
final class Quoting {
    private static final int MAX_LENGTH = 200;

    private final Credential credential;

    Quoting(Credential credential) {
        this.credential = credential;
    }

    /** The text as it may be printed. */
    String quote(String text) {
        if (holdsSecret(text)) {
            return "(words that hold the secret)";
        }
        StringBuilder quoted = new StringBuilder();
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isPrintable(c)) {
                quoted.append(c);
            } else {
                quoted.append("\\u%04x".formatted((int) c));
            }
        }
        return end < text.length() ? quoted + "..." : quoted.toString();
    }

    /** What the server says about its refusal, with a colon before it; nothing when it says nothing readable. */
    String reasonOf(Answer answer) {
        try {
            return reason(Json.object(answer.body()))
                    .filter(text -> !text.isBlank())
                    .map(text -> ": " + quote(text))
                    .orElse("");
        } catch (BadJsonException wordless) {
            return "";
        }
    }

    /**
     * The forms in use: {@code errors[].message} of the OCI distribution specification, {@code error_description} and
     * {@code error} of OAuth 2, {@code details} of Docker Hub, {@code message} of GitLab and others.
     */
    private static Optional<String> reason(JsonObject json) {
        if (json.get("errors") instanceof JsonArray errors
                && !errors.isEmpty()
                && errors.getFirst() instanceof JsonObject first) {
            return text(first, "message").or(() -> text(first, "code"));
        }
        return text(json, "error_description")
                .or(() -> text(json, "details"))
                .or(() -> text(json, "message"))
                .or(() -> text(json, "error"));
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name));
    }

    private boolean holdsSecret(String text) {
        return !credential.secret().isEmpty()
                && (text.contains(credential.secret().text()) || text.contains(BasicAuthorization.encode(credential)));
    }

    private static boolean isPrintable(char c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
