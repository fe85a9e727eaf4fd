package dev.coffer.age;

import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 as age uses it for keys: BIP 173, but of any length. The case of the prefix is the case of the whole text.
 *
 * @see <a href="https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki">BIP 173</a>
 */
final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_LENGTH = 6;

    private Bech32() {}

    /** The text for the data. */
    static String encode(String prefix, byte[] data) {
        byte[] groups = toGroups(data);
        int sum = checksum(prefix, groups) ^ 1;
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            groups[groups.length - CHECKSUM_LENGTH + i] = (byte) ((sum >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31);
        }
        StringBuilder text = new StringBuilder(prefix.length() + 1 + groups.length);
        text.append(prefix).append('1');
        boolean upper = isUpper(prefix);
        for (byte group : groups) {
            char letter = ALPHABET.charAt(group);
            text.append(upper ? Character.toUpperCase(letter) : letter);
        }
        Arrays.fill(groups, (byte) 0);
        return text.toString();
    }

    /**
     * The data of the text.
     *
     * @throws AgeException.KeyMalformed if the text has another prefix or case, a wrong character or checksum. The
     *     message does not repeat the text.
     */
    static byte[] decode(String prefix, String text) throws AgeException.KeyMalformed {
        int start = prefix.length() + 1;
        if (!text.startsWith(prefix) || text.length() < start + CHECKSUM_LENGTH || text.charAt(start - 1) != '1') {
            throw new AgeException.KeyMalformed("not a key that begins with " + prefix + "1");
        }
        byte[] groups = new byte[text.length() - start];
        try {
            boolean upper = isUpper(prefix);
            for (int i = 0; i < groups.length; i++) {
                char letter = text.charAt(start + i);
                int group = Character.isUpperCase(letter) == upper || letter <= '9'
                        ? ALPHABET.indexOf(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
                        : -1;
                if (group < 0) {
                    throw new AgeException.KeyMalformed(
                            "wrong character at position " + (start + i + 1) + " of the key");
                }
                groups[i] = (byte) group;
            }
            if (checksum(prefix, groups) != 1) {
                throw new AgeException.KeyMalformed("the checksum of the key is wrong: is it complete?");
            }
            return toBytes(groups);
        } finally {
            Arrays.fill(groups, (byte) 0);
        }
    }

    private static boolean isUpper(String prefix) {
        return !prefix.equals(prefix.toLowerCase(Locale.ROOT));
    }

    /** Groups of five bits, filled up with zero bits, and room for the checksum. */
    private static byte[] toGroups(byte[] data) {
        byte[] groups = new byte[(data.length * 8 + 4) / 5 + CHECKSUM_LENGTH];
        for (int bit = 0; bit < data.length * 8; bit++) {
            int value = (data[bit / 8] >>> (7 - bit % 8)) & 1;
            groups[bit / 5] |= (byte) (value << (4 - bit % 5));
        }
        return groups;
    }

    /** The bytes of all groups but those of the checksum; less than five zero bits may be left. */
    private static byte[] toBytes(byte[] groups) throws AgeException.KeyMalformed {
        int bits = (groups.length - CHECKSUM_LENGTH) * 5;
        byte[] data = new byte[bits / 8];
        int left = 0;
        for (int bit = 0; bit < bits; bit++) {
            int value = (groups[bit / 5] >>> (4 - bit % 5)) & 1;
            if (bit / 8 < data.length) {
                data[bit / 8] |= (byte) (value << (7 - bit % 8));
            } else {
                left |= value;
            }
        }
        if (left != 0 || bits % 8 >= 5) {
            Arrays.fill(data, (byte) 0);
            throw new AgeException.KeyMalformed("the key ends with bits that mean nothing");
        }
        return data;
    }

    /** The checksum polynomial over the prefix and all groups, where the checksum itself stands or will stand. */
    private static int checksum(String prefix, byte[] groups) {
        String lower = prefix.toLowerCase(Locale.ROOT);
        int sum = 1;
        for (int i = 0; i < lower.length(); i++) {
            sum = step(sum, lower.charAt(i) >>> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < lower.length(); i++) {
            sum = step(sum, lower.charAt(i) & 31);
        }
        for (byte group : groups) {
            sum = step(sum, group);
        }
        return sum;
    }

    private static int step(int sum, int group) {
        int next = ((sum & 0x1ffffff) << 5) ^ group;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((sum >>> (25 + i)) & 1) != 0) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
