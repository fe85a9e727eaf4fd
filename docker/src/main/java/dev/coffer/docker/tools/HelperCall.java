package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.tools.HelperRules.After;
import java.util.Optional;

/**
 * One run of a helper for a tool.
 *
 * @param name what follows {@code docker-credential-}
 * @param key what it is asked for
 */
record HelperCall(String name, String key) {
    private static final String TOKEN_USER = "<token>";

    /** How it ended, in a tool's terms. */
    sealed interface Result {
        /** A credential. */
        record Found(ToolOutcome.Uses uses) implements Result {}

        /** None; what that leads to, and why in words for an error. */
        record None(After after, String why) implements Result {}
    }

    /** Runs it and notes what came of it. */
    Result run(HelperRules rules, Inquiry inquiry) {
        return switch (inquiry.world().ask(name, key)) {
            case HelperReply.Answer answer -> answered(answer, rules, inquiry);
            case HelperReply.NotFound() -> none(rules.notFound(), "has nothing for " + Inquiry.shownKey(key), inquiry);
            case HelperReply.Failed failure ->
                none(
                        rules.failed(),
                        "failed for " + Inquiry.shownKey(key) + " with status " + failure.status()
                                + said(failure.message()),
                        inquiry);
            case HelperReply.Absent() -> none(rules.absent(), "cannot be run: there is no such program", inquiry);
            case HelperReply.Silent() -> none(After.ERROR, "does not answer, and the tool waits for ever", inquiry);
        };
    }

    private Result answered(HelperReply.Answer answer, HelperRules rules, Inquiry inquiry) {
        if (answer.username().isEmpty() && answer.secret().isEmpty()) {
            return none(rules.notFound(), "answers with an empty credential for " + Inquiry.shownKey(key), inquiry);
        }
        Secret secret = answer.secret();
        ToolCredential credential = rules.tokenUser() && answer.username().equals(TOKEN_USER)
                ? ToolCredential.ofIdentityToken(secret)
                : ToolCredential.of(answer.username(), secret);
        inquiry.note(program(), "answers for " + Inquiry.shownKey(key));
        return new Result.Found(new ToolOutcome.Uses(credential, new CredentialPlace.Helper(name, key)));
    }

    private Result none(After after, String what, Inquiry inquiry) {
        inquiry.note(program(), what);
        return new Result.None(after, Inquiry.shortened(program()) + " " + what);
    }

    /** A message that looks like an answer may hold a secret. */
    private static String said(String message) {
        return message.isEmpty() || message.indexOf('{') >= 0 ? "" : ": " + Inquiry.shortened(message);
    }

    /** The name of the program. */
    String program() {
        return "docker-credential-" + Inquiry.shortened(name);
    }

    /** The helper that a document names for a question. */
    static Optional<HelperCall> named(ConfigDocument document, Asking asking, HelperRules rules, Inquiry inquiry) {
        String named = document.credHelpers().get(asking.helperKey());
        String where = document.holder().shown(inquiry);
        if (named != null) {
            String entry = "credHelpers names ";
            if (!named.isEmpty()) {
                inquiry.note(where, entry + named + " for " + Inquiry.shownKey(asking.helperKey()));
                return Optional.of(new HelperCall(named, asking.helperInput()));
            }
            switch (rules.emptyName()) {
                case RUNS_IT -> {
                    inquiry.note(where, entry + "a helper without a name for this host, and the tool runs it");
                    return Optional.of(new HelperCall("", asking.helperInput()));
                }
                case NO_HELPER -> {
                    inquiry.note(where, entry + "an empty helper for this host, so no helper is asked");
                    return Optional.empty();
                }
                case GENERAL_HELPER -> inquiry.note(where, entry + "an empty helper for this host; it does not count");
            }
        }
        if (document.credsStore().isEmpty()) {
            return Optional.empty();
        }
        String store = document.credsStore().get();
        if (!rules.readsCredsStore()) {
            inquiry.note(where, "names credsStore " + store + ", which this tool ignores");
            return Optional.empty();
        }
        inquiry.note(where, "names credsStore " + store);
        return Optional.of(new HelperCall(store, asking.helperInput()));
    }
}
