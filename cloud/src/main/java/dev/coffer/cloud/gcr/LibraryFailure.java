package dev.coffer.cloud.gcr;

import dev.coffer.api.Kind;
import dev.coffer.platform.http.HttpFailure;
import java.util.Locale;
import java.util.Optional;

/**
 * What a failure of Google's library means. What a server said is known from the transport; the library's own words are
 * quoted only where nothing better is known.
 *
 * @param login true for a person's login, which is renewed by logging in again
 * @param quotable false when the library's words may hold a token
 */
record LibraryFailure(GoogleTransport transport, boolean login, boolean quotable) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int FORBIDDEN = 403;
    private static final int MOST_CAUSES = 20;

    Reply.Failure explain(Exception failed, String what) {
        Optional<HttpFailure> network = networkFailure(failed);
        if (network.isPresent()) {
            boolean late = network.get().kind() == HttpFailure.Kind.TIMEOUT;
            return new Reply.Failure(
                    late ? Kind.TIMEOUT : Kind.UNREACHABLE,
                    what + ": " + network.get().getMessage(),
                    network.get().remedy());
        }
        if (transport.refusal().isPresent()) {
            return explain(transport.refusal().get(), what);
        }
        String words = quotable
                ? Line.of(String.valueOf(failed.getMessage()))
                : "its program failed or gave no valid answer" + errorCode(failed);
        return new Reply.Failure(Kind.DAMAGED, what + ": " + decapitalized(words), "");
    }

    private Reply.Failure explain(GoogleTransport.Refusal refusal, String what) {
        String said = what + ": " + refusal.text();
        if (refusal.status() == TOO_MANY_REQUESTS || refusal.status() >= FIRST_SERVER_ERROR) {
            return new Reply.Failure(Kind.UNREACHABLE, said, "try again in a minute");
        }
        boolean grantEnded = refusal.code().equals("invalid_grant");
        if (grantEnded && login) {
            String rapt = refusal.subtype().equals("invalid_rapt") ? " (Google wants you to log in again)" : "";
            return new Reply.Failure(Kind.EXPIRED, said + rapt, "gcloud auth application-default login");
        }
        if (grantEnded) {
            return new Reply.Failure(
                    Kind.REFUSED,
                    said,
                    "see whether the key or its account was deleted, and whether the clock is right");
        }
        if (refusal.status() == FORBIDDEN) {
            return new Reply.Failure(
                    Kind.REFUSED, said, "see whether the account has roles/iam.serviceAccountTokenCreator or similar");
        }
        return new Reply.Failure(Kind.REFUSED, said, "");
    }

    private static Optional<HttpFailure> networkFailure(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; depth < MOST_CAUSES && cause != null; depth++) {
            if (cause instanceof HttpFailure network) {
                return Optional.of(network);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The library begins such messages with a word in capitals: {@code Error code EXIT_CODE: ...}. */
    private static String errorCode(Exception failed) {
        String message = String.valueOf(failed.getMessage());
        String prefix = "Error code ";
        int colon = message.indexOf(':');
        boolean hasCode = message.startsWith(prefix) && colon > 0 && colon < 60;
        return hasCode ? " (" + Line.of(message.substring(prefix.length(), colon)) + ")" : "";
    }

    private static String decapitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
