package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.terminal.Printable;

/** No token, and why, in one line that holds no secret. */
class AwsFailure extends Exception {
    private static final int LONGEST_FOREIGN_TEXT = 240;

    private final Kind kind;
    private final String why;
    private final String remedy;

    AwsFailure(Kind kind, String why, String remedy) {
        super(why);
        this.kind = kind;
        this.why = why;
        this.remedy = remedy;
    }

    /** Nothing in the whole chain is set up, so there is nothing that could be wrong. */
    static final class Nobody extends AwsFailure {
        Nobody() {
            super(Kind.REFUSED, "no AWS credentials found", Cloud.ECR.loginHint());
        }
    }

    /** An exchange that came to nothing. */
    static AwsFailure of(HttpFailure failure) {
        return new AwsFailure(kind(failure), String.valueOf(failure.getMessage()), failure.remedy());
    }

    private static Kind kind(HttpFailure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> Kind.TIMEOUT;
            case TLS_NOT_TRUSTED, TLS_WRONG_NAME -> Kind.REFUSED;
            case BAD_TLS_FILE -> Kind.DAMAGED;
            default -> Kind.UNREACHABLE;
        };
    }

    Kind kind() {
        return kind;
    }

    String why() {
        return why;
    }

    String remedy() {
        return remedy;
    }

    /** Text of somebody else, short, on one line, and safe to print. */
    static String quoted(String foreign) {
        String line = Printable.escape(foreign.strip());
        return line.length() <= LONGEST_FOREIGN_TEXT ? line : line.substring(0, LONGEST_FOREIGN_TEXT) + "…";
    }
}
