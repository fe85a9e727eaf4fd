package dev.coffer.registry;

import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Challenge;
import dev.coffer.platform.http.ChallengeParser;
import dev.coffer.platform.http.MalformedChallengeException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a registry wants to see that answered with status 401. */
sealed interface Demand {
    /** A token of the token server that the challenge names. */
    record Token(Challenge bearer) implements Demand {}

    /** User name and password. */
    record Password() implements Demand {}

    /** The demand of the first answer; of a token and a password the token, as Docker's clients choose. */
    static Demand of(URI registry, Redirects.Landing ping, Quoting quoting) throws StoppedException {
        String name = registry.getRawAuthority();
        if (!ping.origin().equals(WebOrigin.of(registry))) {
            throw new StoppedException(new Verdict.Unsafe(
                    name + " redirects to " + quoting.quote(ping.origin().authority())
                            + ", which must not get the credentials of " + name,
                    "if that server is the registry you mean, log in to it by its own name"));
        }
        List<Challenge> challenges = challenges(name, ping.answer());
        Optional<Challenge> bearer = Challenge.find(challenges, "bearer");
        if (bearer.isPresent()) {
            return new Token(bearer.get());
        }
        if (Challenge.find(challenges, "basic").isPresent()) {
            return new Password();
        }
        throw notUnderstood(
                name,
                challenges.isEmpty()
                        ? "asks for credentials but does not say which"
                        : "asks for credentials in the unknown way "
                                + quoting.quote(challenges.getFirst().scheme()));
    }

    private static List<Challenge> challenges(String name, Answer answer) throws StoppedException {
        try {
            return ChallengeParser.parse(answer.headers("WWW-Authenticate"));
        } catch (MalformedChallengeException malformed) {
            throw notUnderstood(
                    name, "asks for credentials in a way that cannot be understood: " + malformed.getMessage());
        }
    }

    private static StoppedException notUnderstood(String name, String what) {
        return new StoppedException(
                new Verdict.BadChallenge(name + " " + what, "have the registry's settings corrected"));
    }
}
