package dev.coffer.nativebuild;

/** A step of the build failed; the message says which one and where its output lies. */
final class BuildFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    BuildFailure(String message) {
        this.message = message;
    }

    BuildFailure(String message, Throwable cause) {
        super(cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
