package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.platform.http.HttpFailure;

/** The end of a fetch: something is set up and does not work, so that nothing else may be tried in its place. */
final class RefusedException extends Exception {
    private final Kind kind;
    private final String whatToDo;
    private final boolean audienceUnknown;

    private RefusedException(Kind kind, String said, String whatToDo, boolean audienceUnknown) {
        super(said);
        this.kind = kind;
        this.whatToDo = whatToDo;
        this.audienceUnknown = audienceUnknown;
    }

    RefusedException(Kind kind, String said, String whatToDo) {
        this(kind, said, whatToDo, false);
    }

    /** Entra does not know whom the token would be for: another audience may do better. */
    static RefusedException audienceUnknown(String said, String whatToDo) {
        return new RefusedException(Kind.REFUSED, said, whatToDo, true);
    }

    /** No answer came. */
    static RefusedException unanswered(HttpFailure failure) {
        return new RefusedException(
                failure.kind() == HttpFailure.Kind.TIMEOUT ? Kind.TIMEOUT : Kind.UNREACHABLE,
                String.valueOf(failure.getMessage()),
                failure.remedy());
    }

    Kind kind() {
        return kind;
    }

    /** What happened: one line. */
    String said() {
        return String.valueOf(getMessage());
    }

    String whatToDo() {
        return whatToDo;
    }

    boolean isAudienceUnknown() {
        return audienceUnknown;
    }
}
