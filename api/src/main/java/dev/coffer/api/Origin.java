package dev.coffer.api;

/**
 * Where a credential came from.
 *
 * @param source the name of the source or store: {@code vault}, {@code helper:pass}
 * @param server the server address under which it was found, as it was last stored
 */
public record Origin(String source, String server) {}
