package dev.coffer.docker.json;

/**
 * A number.
 *
 * @param text the number as it is spelled
 */
public record JsonNumber(String text, int start, int end) implements JsonValue {
    @Override
    public String toString() {
        return "JsonNumber[" + start + ".." + end + "]";
    }
}
