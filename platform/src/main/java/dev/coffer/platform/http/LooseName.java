package dev.coffer.platform.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of an authority without what its spellings differ in: equal names have equal loose names, different names
 * mostly have not. Made to choose the certificates that are looked at, never to decide that two names are the same.
 *
 * <p>The JDK compares names (RFC 5280 section 7.1) by their letters in one case, without white space at the ends and with
 * single spaces inside, and takes a printable string for the same as a UTF-8 string. What is left here is the values' bytes in
 * lower case, without any white space, and without the kinds of strings and attributes.
 */
record LooseName(String letters) {
    /**
     * The loose name of a DER encoded name. Empty when there is none that is sure to be the same in every spelling:
     * letters beyond ASCII, more than one attribute in a part, or something that is no name.
     */
    static Optional<LooseName> of(byte[] name) {
        try {
            StringBuilder letters = new StringBuilder(name.length);
            DerReader parts = new DerReader(name).enter(DerReader.SEQUENCE);
            while (parts.hasMore()) {
                DerReader part = parts.enter(DerReader.SET);
                DerReader attribute = part.enter(DerReader.SEQUENCE);
                attribute.enter(DerReader.OBJECT_IDENTIFIER);
                byte[] value = attribute.next().rest();
                if (part.hasMore() || attribute.hasMore() || !append(value, letters)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new LooseName(letters.toString()));
        } catch (DerReader.MalformedException noName) {
            return Optional.empty();
        }
    }

    // Written out, as the next one: what the compiler makes for records a native executable interprets at each call.
    @Override
    public int hashCode() {
        return letters.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LooseName(String others) && letters.equals(others);
    }

    private static boolean append(byte[] value, StringBuilder letters) {
        for (byte letter : value) {
            if (letter < 0) {
                return false;
            }
            if (letter > ' ') {
                letters.append((char) (letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter));
            }
        }
        return true;
    }
}
