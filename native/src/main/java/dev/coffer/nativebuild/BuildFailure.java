package dev.coffer.nativebuild;

/** A step of the build failed; the message says which one and where its output lies. */
final class BuildFailure extends Exception {
    private static final long serialVersionUID = 1L;

    BuildFailure(String message) {
        super(message);
    }

    BuildFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
