package dev.coffer.docker.json;

/** {@code null}. */
public record JsonNull(int start, int end) implements JsonValue {}
