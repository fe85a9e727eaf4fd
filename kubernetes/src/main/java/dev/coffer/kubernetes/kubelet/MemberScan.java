package dev.coffer.kubernetes.kubelet;

import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/**
 * Looks at the members of a JSON object whose values are strings, without reading the rest as JSON. What is inside a
 * string or a nested value is never taken for a member. Escapes stay as they are.
 */
final class MemberScan {
    private final byte[] input;
    private int at;

    MemberScan(byte[] input) {
        this.input = input;
    }

    /** Whether a member with name and value fits, as far as the input goes and is an object. */
    boolean anyText(BiPredicate<String, String> wanted) {
        if (next() != '{') {
            return false;
        }
        do {
            if (next() != '"') {
                return false;
            }
            String name = string();
            if (next() != ':') {
                return false;
            }
            if (next() == '"') {
                if (wanted.test(name, string())) {
                    return true;
                }
            } else {
                at--;
                skipValue();
            }
        } while (next() == ',');
        return false;
    }

    /** The next byte that is not white space; 0 at the end. */
    private int next() {
        while (at < input.length && (input[at] == ' ' || input[at] == '\t' || input[at] == '\n' || input[at] == '\r')) {
            at++;
        }
        return at < input.length ? input[at++] : endReached();
    }

    /** Counted like a byte, so that stepping back is the same everywhere. */
    private int endReached() {
        at++;
        return 0;
    }

    /** The text up to the closing quote. */
    private String string() {
        int start = at;
        while (at < input.length && input[at] != '"') {
            at += input[at] == '\\' ? 2 : 1;
        }
        int end = Math.min(at, input.length);
        at++;
        return new String(input, Math.min(start, end), Math.max(0, end - start), StandardCharsets.UTF_8);
    }

    /** Steps over a number, a word, an array or an object, to the comma or brace behind it. */
    private void skipValue() {
        int depth = 0;
        while (at < input.length) {
            byte b = input[at];
            if (depth == 0 && (b == ',' || b == '}')) {
                return;
            }
            at++;
            if (b == '"') {
                string();
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
    }
}
