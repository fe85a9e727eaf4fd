package dev.coffer.docker.tools;

import java.util.Base64;

/**
 * Base64 as Apache Commons Codec reads it: both alphabets at once, other characters are passed over, the first {@code =}
 * ends it, and bits that make no byte are dropped.
 */
final class LenientBase64 {
    private LenientBase64() {}

    static byte[] decode(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
            char c = text.charAt(i);
            if (c == '-' || c == '+') {
                plain.append('+');
            } else if (c == '_' || c == '/') {
                plain.append('/');
            } else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                plain.append(c);
            }
        }
        if (plain.length() % 4 == 1) {
            plain.setLength(plain.length() - 1);
        }
        return Base64.getDecoder().decode(plain.toString());
    }
}
