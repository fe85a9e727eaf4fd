package dev.coffer.docker.json;

/** {@code true} or {@code false}. */
public record JsonBoolean(boolean value, int start, int end) implements JsonValue {}
