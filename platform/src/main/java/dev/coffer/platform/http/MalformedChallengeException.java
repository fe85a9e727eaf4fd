package dev.coffer.platform.http;

/** The value of {@code WWW-Authenticate} does not follow the grammar of RFC 9110, section 11. */
public final class MalformedChallengeException extends Exception {
    MalformedChallengeException(String message) {
        super(message);
    }
}
