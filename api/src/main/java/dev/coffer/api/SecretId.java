package dev.coffer.api;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The name of a secret: components joined by {@code /}, each one or more of {@code A-Z a-z 0-9 . _ - :}.
 *
 * <p>The grammar is that of Docker's secrets engine ({@code x/secrets}), with an upper bound on the length.
 *
 * @param value the whole id
 */
public record SecretId(String value) implements Comparable<SecretId> {
    /** The greatest length of an id, in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:-";

    public SecretId {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("secret id longer than " + MAX_LENGTH + " characters");
        }
        for (String component : value.split("/", -1)) {
            if (!isComponent(component)) {
                throw new IllegalArgumentException("not a secret id (components of A-Z a-z 0-9 . _ - : joined by /)");
            }
        }
    }

    /** True when the text may stand between two slashes of an id. */
    static boolean isComponent(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '_' && PLAIN.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Any text as one component: what the grammar lacks, and the underscore itself, becomes {@code _} and two hex
     * digits for each UTF-8 byte; the empty text becomes a lone {@code _}. Two texts of well-formed Unicode never share a component.
     */
    public static String component(String text) {
        if (text.isEmpty()) {
            return "_";
        }
        StringBuilder escaped = new StringBuilder(text.length());
        HexFormat hex = HexFormat.of();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                escaped.append((char) b);
            } else {
                escaped.append('_').append(hex.toHexDigits(b));
            }
        }
        return escaped.toString();
    }

    /**
     * The text of which {@link #component} made the component.
     *
     * @throws IllegalArgumentException when an underscore is not followed by two hex digits
     */
    public static String text(String component) {
        if (component.equals("_")) {
            return "";
        }
        byte[] bytes = new byte[component.length()];
        int length = 0;
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (c == '_') {
                if (i + 2 >= component.length()) {
                    throw new IllegalArgumentException("an underscore without two hex digits");
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(component, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The components. */
    public List<String> components() {
        return List.of(value.split("/", -1));
    }

    @Override
    public int compareTo(SecretId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
