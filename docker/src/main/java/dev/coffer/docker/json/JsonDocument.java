package dev.coffer.docker.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * A JSON text whose root is an object, edited by replacing as little of the text as possible: formatting, order,
 * unknown members and the spelling of numbers stay as they were. Immutable; each edit gives a new document.
 *
 * <p>A member is added in the manner of its neighbours. Where there are none, the indentation of the file is followed,
 * and in an empty file that of the docker CLI (tabs).
 */
public final class JsonDocument {
    private final String text;
    private final JsonObject root;

    private JsonDocument(String text, JsonObject root) {
        this.text = text;
        this.root = root;
    }

    /** The document {@code {}}. */
    public static JsonDocument empty() {
        return new JsonDocument("{}", new JsonObject(List.of(), 0, 2));
    }

    /**
     * Reads a document.
     *
     * @throws MalformedJsonException when the text is not JSON or its root is not an object
     */
    public static JsonDocument parse(String text) throws MalformedJsonException {
        JsonValue root = JsonReader.read(text);
        if (root instanceof JsonObject object) {
            return new JsonDocument(text, object);
        }
        throw MalformedJsonException.at(text, root.start(), "an object is expected here, not " + root.describe());
    }

    /**
     * Reads a document from its bytes.
     *
     * @throws MalformedJsonException also when the bytes are not UTF-8
     */
    public static JsonDocument parse(byte[] utf8) throws MalformedJsonException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(utf8), decoded, true);
        decoded.flip();
        if (result.isError()) {
            throw MalformedJsonException.at(decoded, decoded.length(), "a byte that is not UTF-8; save it as UTF-8");
        }
        return parse(decoded.toString());
    }

    /** The text, ready to be written. */
    public String text() {
        return text;
    }

    /** The root. Its values belong to this document and to no later one. */
    public JsonObject root() {
        return root;
    }

    /** The exception that says that a value of this document is not what it should be. */
    public MalformedJsonException mistakeAt(JsonValue value, String mistake) {
        return MalformedJsonException.at(text, value.start(), mistake);
    }

    /** Puts the same JSON text in the place of each of the values, of which none may lie in another. */
    public JsonDocument replace(List<? extends JsonValue> values, String json) {
        StringBuilder edited = new StringBuilder(text.length());
        int copied = 0;
        List<JsonValue> inOrder = values.stream()
                .map(JsonValue.class::cast)
                .sorted(Comparator.comparingInt(JsonValue::start))
                .toList();
        for (JsonValue value : inOrder) {
            edited.append(text, copied, value.start()).append(json);
            copied = value.end();
        }
        return reparsed(edited.append(text, copied, text.length()).toString());
    }

    /** Adds a member at the end of the object. */
    public JsonDocument add(JsonObject object, String name, String json) {
        Layout layout = Layout.of(text, root, object);
        String member = JsonWriter.quote(name) + layout.colon() + json;
        if (object.members().isEmpty()) {
            String full = "{" + layout.beforeMember() + member + layout.beforeBrace() + "}";
            return spliced(object.start(), object.end(), full);
        }
        int end = object.members().getLast().value().end();
        return spliced(end, end, "," + layout.beforeMember() + member);
    }

    /** Removes a member of the object, with the comma that it needed. */
    public JsonDocument remove(JsonObject object, JsonMember member) {
        List<JsonMember> members = object.members();
        int index = members.indexOf(member);
        if (index < 0) {
            throw new IllegalArgumentException("the member is not one of this object");
        }
        if (index > 0) {
            return spliced(members.get(index - 1).value().end(), member.value().end(), "");
        }
        if (members.size() > 1) {
            return spliced(member.name().start(), members.get(1).name().start(), "");
        }
        return spliced(object.start(), object.end(), "{}");
    }

    private JsonDocument spliced(int from, int to, String replacement) {
        return reparsed(text.substring(0, from) + replacement + text.substring(to));
    }

    private static JsonDocument reparsed(String edited) {
        try {
            return parse(edited);
        } catch (MalformedJsonException ownMistake) {
            throw new IllegalArgumentException("the edit is not JSON", ownMistake);
        }
    }

    @Override
    public String toString() {
        return "JsonDocument[" + text.length() + " characters]";
    }
}
