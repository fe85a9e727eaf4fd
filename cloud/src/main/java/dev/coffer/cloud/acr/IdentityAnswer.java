package dev.coffer.cloud.acr;

import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.platform.http.Answer;
import java.util.Optional;

/** What every identity service on a machine answers. */
final class IdentityAnswer {
    private IdentityAnswer() {}

    /**
     * The token of an answer.
     *
     * @param where who answered, for people
     * @param secret what was sent and must not be repeated
     */
    static EntraToken token(Answer answer, String where, Wanted wanted, String secret) throws RefusedException {
        if (answer.status() != 200) {
            throw EntraRefusals.of(answer, where, wanted.client().orElse("CLIENT_ID"), secret);
        }
        return new EntraToken(
                EntraLogin.accessToken(answer, where),
                wanted.routeTenant(),
                client(answer).orElse(""));
    }

    private static Optional<String> client(Answer answer) {
        try {
            return Fields.of(answer.body()).text("client_id").map(text -> Words.firstLine(text, ""));
        } catch (BadJsonException impossible) {
            // The token was just read from it.
            return Optional.empty();
        }
    }
}
