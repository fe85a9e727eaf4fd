package dev.coffer.registry;

import dev.coffer.api.Credential;
import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;

/**
 * Asks a registry for an image's manifest as a pull begins, and tells the reasons of a refusal apart. The manifest is
 * asked for with HEAD, which Docker Hub does not count as a pull.
 */
public final class PullCheck {
    private static final Credential NOTHING_TO_HIDE = new Credential("", Secret.ofText(""));

    private final Http http;

    /** A check that talks through the client. */
    public PullCheck(Http http) {
        this.http = http;
    }

    /** Tries the pull. Whatever happens on the way is a verdict, not an exception. */
    public PullVerdict check(PullAttempt attempt) {
        Deadline deadline = Deadline.after(attempt.limit());
        Quoting quoting = new Quoting(attempt.credential().orElse(NOTHING_TO_HIDE));
        try {
            ServerAddress server = ServerAddress.parse(attempt.image().registry());
            FirstContact contact = FirstContact.with(http, server, attempt.allowPlainHttp(), quoting, deadline);
            return new Pull(http, server, contact, attempt, quoting, deadline).verdict();
        } catch (InvalidServerAddressException noAddress) {
            return new PullVerdict(
                    PullVerdict.Kind.UNREACHABLE, String.valueOf(noAddress.getMessage()), "check the image's name");
        } catch (StoppedException stopped) {
            return verdict(stopped.verdict(), attempt.credential().isPresent());
        } catch (HttpFailure failure) {
            return verdict(
                    RegistryCheck.unreachable(failure), attempt.credential().isPresent());
        }
    }

    private static PullVerdict verdict(Verdict.Failed failed, boolean withCredential) {
        return new PullVerdict(kind(failed, withCredential), failed.message(), failed.remedy());
    }

    private static PullVerdict.Kind kind(Verdict.Failed failed, boolean withCredential) {
        return switch (failed) {
            case Verdict.Rejected _ ->
                withCredential ? PullVerdict.Kind.WRONG_CREDENTIAL : PullVerdict.Kind.NEEDS_LOGIN;
            case Verdict.Unreachable unreachable ->
                switch (unreachable.kind()) {
                    case TLS_NOT_TRUSTED, TLS_WRONG_NAME, TLS_FAILED, PLAIN_HTTP, BAD_TLS_FILE -> PullVerdict.Kind.TLS;
                    default -> PullVerdict.Kind.UNREACHABLE;
                };
            case Verdict.ServerError error ->
                error.status() == 429 ? PullVerdict.Kind.RATE_LIMITED : PullVerdict.Kind.REGISTRY_TROUBLE;
            case Verdict.NotARegistry _, Verdict.BadChallenge _ -> PullVerdict.Kind.REGISTRY_TROUBLE;
            case Verdict.Unsafe _ -> PullVerdict.Kind.UNSAFE;
        };
    }
}
