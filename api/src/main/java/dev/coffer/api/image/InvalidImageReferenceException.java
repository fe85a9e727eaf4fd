package dev.coffer.api.image;

/** The text is not an image reference. The message says why and does not repeat the text. */
public final class InvalidImageReferenceException extends IllegalArgumentException {
    InvalidImageReferenceException(String why) {
        super("the image reference " + why);
    }
}
