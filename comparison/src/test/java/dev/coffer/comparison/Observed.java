package dev.coffer.comparison;

import dev.coffer.api.Secret;
import dev.coffer.comparison.peer.Sent;
import dev.coffer.docker.tools.ToolCredential;
import dev.coffer.docker.tools.ToolOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a look-up ended, of a tool or of a model, in words that can be compared.
 *
 * @param answer {@code anonymous}, {@code error}, {@code hangs}, or the parts of the credential
 * @param remark what does not count in the comparison
 */
record Observed(String answer, String remark) {
    private static final String ANONYMOUS = "anonymous";

    static final Observed HANGS = new Observed("hangs", "");

    static Observed error(String why) {
        return new Observed("error", why);
    }

    /** Without any part, a credential is none. */
    static Observed of(Sent sent) {
        boolean nothing = sent.username() == null
                && sent.password() == null
                && sent.identityToken() == null
                && sent.registryToken() == null;
        return new Observed(
                nothing
                        ? ANONYMOUS
                        : parts(sent.username(), sent.password(), sent.identityToken(), sent.registryToken()),
                "");
    }

    static Observed of(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Uses uses ->
                new Observed(parts(uses.credential()), uses.place().toString());
            case ToolOutcome.Anonymous ignored -> new Observed(ANONYMOUS, "");
            case ToolOutcome.Fails fails -> fails.why().contains("waits for ever") ? HANGS : error(fails.why());
            case ToolOutcome.OneOf several -> new Observed("one of " + several.outcomes(), "");
        };
    }

    private static String parts(ToolCredential credential) {
        return parts(
                credential.username().orElse(null),
                text(credential.password()),
                text(credential.identityToken()),
                text(credential.registryToken()));
    }

    private static @Nullable String text(Optional<Secret> secret) {
        return secret.map(Secret::text).orElse(null);
    }

    private static String parts(
            @Nullable String username,
            @Nullable String password,
            @Nullable String identityToken,
            @Nullable String registryToken) {
        return "user " + username + ", password " + password + ", identity token " + identityToken + ", registry token "
                + registryToken;
    }

    boolean same(Observed other) {
        return answer.equals(other.answer);
    }

    @Override
    public String toString() {
        String shown = answer.length() > 300 ? answer.substring(0, 300) + "…" : answer;
        return remark.isEmpty() ? shown : shown + " (" + remark + ")";
    }
}
