package dev.coffer.docker.json;

/**
 * A string.
 *
 * @param value the text without quotes and escapes; an escaped lone surrogate has become U+FFFD, as in Go
 */
public record JsonString(String value, int start, int end) implements JsonValue {
    @Override
    public String toString() {
        return "JsonString[" + start + ".." + end + "]";
    }
}
