package dev.coffer.age;

import java.util.Locale;

/** The name of a plugin, which is a part of its keys' prefixes and of its program's file name. */
final class PluginName {
    static final String PROGRAM_PREFIX = "age-plugin-";

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_.+";
    private static final String RECIPIENT_START = "age1";
    private static final String IDENTITY_START = "AGE-PLUGIN-";
    private static final String IDENTITY_END = "-";

    private PluginName() {}

    /** True for {@code age1NAME1...}. A native {@code age1...} has no further 1: it is no letter of Bech32. */
    static boolean isInRecipient(String text) {
        return text.startsWith(RECIPIENT_START) && text.lastIndexOf('1') >= RECIPIENT_START.length();
    }

    /** True for {@code AGE-PLUGIN-...}. */
    static boolean isInIdentity(String text) {
        return text.startsWith(IDENTITY_START);
    }

    /** The name in {@code age1NAME1...}. */
    static String ofRecipient(String text) throws AgeException.KeyMalformed {
        if (!isInRecipient(text)) {
            throw new AgeException.KeyMalformed("not a plugin's recipient, which begins with age1NAME1");
        }
        String name = text.substring(RECIPIENT_START.length(), text.lastIndexOf('1'));
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new AgeException.KeyMalformed("a plugin's recipient is written in lower case");
        }
        return require(name);
    }

    /** The name, in lower case, in {@code AGE-PLUGIN-NAME-1...}. */
    static String ofIdentity(String text) throws AgeException.KeyMalformed {
        int end = text.lastIndexOf('1') - IDENTITY_END.length();
        if (!isInIdentity(text) || end < IDENTITY_START.length() || !text.startsWith(IDENTITY_END, end)) {
            throw new AgeException.KeyMalformed("not a plugin's identity, which begins with AGE-PLUGIN-NAME-1");
        }
        String name = text.substring(IDENTITY_START.length(), end);
        if (!name.equals(name.toUpperCase(Locale.ROOT))) {
            throw new AgeException.KeyMalformed("a plugin's identity is written in upper case");
        }
        return require(name.toLowerCase(Locale.ROOT));
    }

    static String recipientPrefix(String name) {
        return RECIPIENT_START + name;
    }

    static String identityPrefix(String name) {
        return IDENTITY_START + name.toUpperCase(Locale.ROOT) + IDENTITY_END;
    }

    /** The name itself if it is one, in lower case. */
    static String require(String name) throws AgeException.KeyMalformed {
        boolean valid = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            valid &= LETTERS.indexOf(name.charAt(i)) >= 0;
        }
        if (!valid) {
            throw new AgeException.KeyMalformed("the name of a plugin has letters, digits and - _ . + only");
        }
        return name;
    }
}
