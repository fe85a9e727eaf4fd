package dev.coffer.docker.json;

/** One member of an object. */
public record JsonMember(JsonString name, JsonValue value) {
    /** Compares the name without regard to case. */
    public boolean isNamedIgnoringCase(String other) {
        return name.value().equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
        return "JsonMember[" + value + "]";
    }
}
