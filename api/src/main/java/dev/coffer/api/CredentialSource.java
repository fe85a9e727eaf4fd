package dev.coffer.api;

/** Answers for server addresses. */
public interface CredentialSource {
    /** The name people know it by: {@code vault}, {@code helper:pass}. */
    String name();

    /** Looks the credential up. Does not throw for what can go wrong in the world: that is {@link Lookup.Unavailable}. */
    Lookup get(Request request);
}
