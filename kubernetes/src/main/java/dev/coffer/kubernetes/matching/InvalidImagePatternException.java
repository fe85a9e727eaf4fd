package dev.coffer.kubernetes.matching;

/** The text is no pattern: the kubelet could not parse it as a URL behind {@code https://}. Does not repeat the text. */
public final class InvalidImagePatternException extends IllegalArgumentException {
    InvalidImagePatternException(String why) {
        super("the pattern " + why);
    }
}
