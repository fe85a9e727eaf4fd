package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.platform.http.HttpFailure;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in one line what the SDK reports as exceptions. */
final class SdkFailures {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_CAUSES = 10;

    private SdkFailures() {}

    /**
     * Explains a refusal of AWS, or an exchange that came to nothing.
     *
     * @param who the interface that was asked: {@code ECR}
     * @param permission what an administrator would have to allow
     */
    static AwsFailure explain(SdkException thrown, String who, String permission) {
        Optional<HttpFailure> http = cause(thrown);
        if (http.isPresent()) {
            return AwsFailure.of(http.get());
        }
        if (thrown instanceof AwsServiceException refused) {
            return refused(refused, who, permission);
        }
        return new AwsFailure(
                Kind.UNREACHABLE, who + ": " + AwsFailure.quoted(String.valueOf(thrown.getMessage())), "");
    }

    private static AwsFailure refused(AwsServiceException refused, String who, String permission) {
        AwsErrorDetails details = refused.awsErrorDetails();
        String code =
                details == null ? "" : Optional.ofNullable(details.errorCode()).orElse("");
        String text = details == null
                ? ""
                : Optional.ofNullable(details.errorMessage()).orElse("");
        String said = said(who, refused.statusCode(), code, text);
        if (isAboutTime(code, text)) {
            return new AwsFailure(
                    Kind.REFUSED,
                    said + " (this machine's clock and AWS's differ)",
                    "set this machine's clock right: timedatectl status");
        }
        if (refused.isThrottlingException() || refused.statusCode() == TOO_MANY_REQUESTS) {
            return new AwsFailure(Kind.UNREACHABLE, said, "too many requests of this account: try again in a minute");
        }
        if (refused.statusCode() >= SERVER_ERROR) {
            return new AwsFailure(Kind.UNREACHABLE, said, "try again; https://health.aws.amazon.com tells of outages");
        }
        return switch (code) {
            case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
                new AwsFailure(Kind.EXPIRED, said, "the session of these keys has ended: get new ones");
            case "ExpiredWebIdentityToken" ->
                new AwsFailure(Kind.EXPIRED, said, "the identity token has to be issued anew");
            case "InvalidIdentityToken" ->
                new AwsFailure(
                        Kind.REFUSED,
                        said,
                        "check that IAM has an identity provider for the token's issuer, and for its audience,"
                                + " sts.amazonaws.com as a rule");
            case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation" ->
                new AwsFailure(Kind.REFUSED, said, "have this identity allowed " + permission);
            case "UnrecognizedClientException", "InvalidClientTokenId" ->
                new AwsFailure(
                        Kind.REFUSED,
                        said,
                        "AWS knows no such access key, or it belongs to another partition or region");
            case "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature" ->
                new AwsFailure(Kind.REFUSED, said, "the secret access key is not the one of this access key: check it");
            default -> new AwsFailure(Kind.REFUSED, said, "");
        };
    }

    private static String said(String who, int status, String code, String text) {
        StringBuilder line = new StringBuilder(who).append(" answered ").append(status);
        if (!code.isEmpty()) {
            line.append(' ').append(AwsFailure.quoted(code));
        }
        if (!text.isEmpty()) {
            line.append(": ").append(AwsFailure.quoted(text));
        }
        return line.toString();
    }

    /** AWS has one code for a wrong secret and for a wrong time; only the text tells them apart. */
    private static boolean isAboutTime(String code, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return code.equals("RequestTimeTooSkewed")
                || code.equals("RequestInTheFuture")
                || (code.contains("Signature")
                        && (lower.contains("signature expired") || lower.contains("signature not yet current")));
    }

    private static Optional<HttpFailure> cause(SdkException thrown) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
            if (at instanceof HttpFailure failure) {
                return Optional.of(failure);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
