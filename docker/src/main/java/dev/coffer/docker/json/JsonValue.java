package dev.coffer.docker.json;

/**
 * A JSON value and where it stands in its text.
 *
 * <p>Values never show their strings in {@code toString()}: what was read may be a password.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
    /** Index of the value's first character in the text. */
    int start();

    /** Index after the value's last character in the text. */
    int end();

    /** What the value is, for messages: {@code an object}, {@code a string}. */
    default String describe() {
        return switch (this) {
            case JsonObject ignored -> "an object";
            case JsonArray ignored -> "a list";
            case JsonString ignored -> "a string";
            case JsonNumber ignored -> "a number";
            case JsonBoolean ignored -> "true or false";
            case JsonNull ignored -> "null";
        };
    }
}
