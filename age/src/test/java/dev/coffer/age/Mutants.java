package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes files at random, in ways that parsers do not expect. */
final class Mutants {
    /** What parsers look for, so that mutants get past the first check. */
    private static final List<String> TOKENS = List.of(
            "\n",
            "\r\n",
            "\r",
            " ",
            "  ",
            "-> ",
            "->",
            "---",
            "--- ",
            "=",
            "==",
            "AAAA",
            "\0",
            "\u007f",
            "ÿ",
            "-> X25519 ",
            "age-encryption.org/v1\n",
            "age-encryption.org/",
            Armor.BEGIN,
            Armor.END,
            "\n\n",
            "A".repeat(64));

    private Mutants() {}

    /** One to three changes: a byte, a token put in, a piece cut out, doubled or moved, the end cut off. */
    static byte[] mutate(byte[] file, Random random) {
        byte[] mutant = file;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(mutant.length + 1);
            int to = Math.min(mutant.length, from + random.nextInt(80));
            byte[] head = Arrays.copyOf(mutant, from);
            byte[] piece = Arrays.copyOfRange(mutant, from, to);
            byte[] tail = Arrays.copyOfRange(mutant, to, mutant.length);
            mutant = switch (random.nextInt(6)) {
                case 0 -> join(head, randomByte(random), tail);
                case 1 -> join(head, token(random), piece, tail);
                case 2 -> join(head, tail);
                case 3 -> join(head, piece, piece, tail);
                case 4 -> join(piece, head, tail);
                default -> head;
            };
        }
        return mutant;
    }

    private static byte[] randomByte(Random random) {
        return new byte[] {(byte) random.nextInt()};
    }

    private static byte[] token(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
