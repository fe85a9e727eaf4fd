package dev.coffer.kubernetes.matching;

/** Globs whose only wildcard is the star, compared with each other. */
final class StarGlobs {
    private StarGlobs() {}

    /** Whether some text matches both. Takes time and space in proportion to the product of the lengths. */
    static boolean intersect(String a, String b) {
        // possible[j]: the rest of a from i on and the rest of b from j on have a text in common.
        boolean[] possible = new boolean[b.length() + 1];
        for (int i = a.length(); i >= 0; i--) {
            boolean[] after = possible;
            possible = new boolean[b.length() + 1];
            for (int j = b.length(); j >= 0; j--) {
                boolean aEnds = i == a.length();
                boolean bEnds = j == b.length();
                if (aEnds && bEnds) {
                    possible[j] = true;
                } else if (!aEnds && a.charAt(i) == '*') {
                    possible[j] = after[j] || (!bEnds && possible[j + 1]);
                } else if (!bEnds && b.charAt(j) == '*') {
                    possible[j] = possible[j + 1] || (!aEnds && after[j]);
                } else {
                    possible[j] = !aEnds && !bEnds && a.charAt(i) == b.charAt(j) && after[j + 1];
                }
            }
        }
        return possible[0];
    }
}
