package dev.coffer.core.tokens;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.cloud.Attempt;
import dev.coffer.api.cloud.TokenAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cloud answered, in the words of a look-up. */
final class Answers {
    private Answers() {}

    /** An answer that has just come. A token that has ended is none, whoever sent it. */
    static Lookup fresh(Question question, TokenAnswer answer, Instant now) {
        return switch (answer) {
            case TokenAnswer.Fetched fetched
            when !fetched.expires().isAfter(now) ->
                new Lookup.Unavailable(
                        Kind.EXPIRED,
                        new Reason("the token that came for " + question.server() + " ended at " + fetched.expires()),
                        reasons(fetched.tried()),
                        "check that this machine's clock is right");
            case TokenAnswer.Fetched fetched -> found(question, fetched, reasons(fetched.tried()));
            case TokenAnswer.Absent absent -> new Lookup.Absent(reasons(absent.tried()));
            case TokenAnswer.Failed failed ->
                new Lookup.Unavailable(
                        failed.kind(), new Reason(failed.why()), reasons(failed.tried()), failed.whatToDo());
        };
    }

    /** A remembered token. */
    static Lookup remembered(Question question, KeptToken kept) {
        return noted(question, kept, "remembered from an earlier fetch");
    }

    /** A remembered token in the second half of its life, while another process gets a new one. */
    static Lookup remembersWhileRefreshing(Question question, KeptToken kept) {
        return noted(question, kept, "still valid; a new one is being fetched by another process");
    }

    /** A remembered token that a new one should have replaced. */
    static Lookup remembersInstead(Question question, KeptToken kept, TokenAnswer failure) {
        String why =
                switch (failure) {
                    case TokenAnswer.Failed failed -> failed.why();
                    case TokenAnswer.Absent _ -> "nobody is logged in any more";
                    case TokenAnswer.Fetched _ -> "the new one has already ended";
                };
        return noted(question, kept, "still valid; a new one could not be had: " + why);
    }

    /** No lock, and nothing remembered either. */
    static Lookup tooSlow(Question question) {
        return new Lookup.Unavailable(
                Kind.TIMEOUT,
                new Reason("another process has been fetching a token for " + question.server() + " for "
                        + question.request().limit().toMillis() + " ms"),
                "try again");
    }

    /** A workload's token that no cloud would take any more. */
    static Lookup workloadEnded(Question question, Instant end) {
        return new Lookup.Unavailable(
                Kind.EXPIRED,
                new Reason("the workload's token for " + question.server() + " ended at " + end),
                "ask with a new token of the service account, and check that this machine's clock is right");
    }

    private static Lookup noted(Question question, KeptToken kept, String note) {
        List<Reason> notes = new ArrayList<>();
        notes.add(new Reason(note));
        notes.addAll(reasons(kept.token().tried()));
        return found(question, kept.token(), notes);
    }

    private static Lookup found(Question question, TokenAnswer.Fetched token, List<Reason> notes) {
        String source = question.cloud().id() + (token.identity().isEmpty() ? "" : ":" + token.identity());
        return new Lookup.Found(
                new Credential(token.username(), token.token(), Optional.of(token.expires()), Optional.empty()),
                new Origin(source, question.server()),
                notes);
    }

    private static List<Reason> reasons(List<Attempt> attempts) {
        List<Reason> reasons = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            reasons.add(new Reason(attempt.toString()));
        }
        return reasons;
    }
}
