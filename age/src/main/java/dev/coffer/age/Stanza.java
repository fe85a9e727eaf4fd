package dev.coffer.age;

import java.util.List;

/**
 * One entry of the header: the file key, wrapped for one recipient.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#recipient-stanza">age.md, recipient stanza</a>
 */
public final class Stanza {
    private final String type;
    private final List<String> arguments;
    private final byte[] body;

    /**
     * A stanza.
     *
     * @param type at least one character, all of them printable ASCII and none a space; so is every argument
     * @param body any bytes, also none
     * @throws IllegalArgumentException if the type or an argument has other characters
     */
    public Stanza(String type, List<String> arguments, byte[] body) {
        this.type = requireWord(type);
        this.arguments = List.copyOf(arguments);
        for (String argument : this.arguments) {
            requireWord(argument);
        }
        this.body = body.clone();
    }

    /** Says how to unwrap the file key, as {@code X25519}. */
    public String type() {
        return type;
    }

    /** What the type needs besides, as an ephemeral share. */
    public List<String> arguments() {
        return arguments;
    }

    /** A copy of the body: most often the encrypted file key. */
    public byte[] body() {
        return body.clone();
    }

    /** True if the text can be a type or an argument. */
    static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String requireWord(String text) {
        if (!isWord(text)) {
            throw new IllegalArgumentException("a stanza's type and arguments are printable ASCII without spaces");
        }
        return text;
    }

    /** The type and the number of arguments, as much as helps to tell stanzas apart. */
    @Override
    public String toString() {
        return "Stanza[" + type + ", " + arguments.size() + " arguments, " + body.length + " bytes]";
    }
}
