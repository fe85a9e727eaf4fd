package dev.coffer.age;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A file of keys that age encrypted with a passphrase, armored or not. */
final class EncryptedKeyFile {
    private EncryptedKeyFile() {}

    /** True if the file begins like one of age. */
    static boolean isOne(byte[] file) {
        return isArmored(file) || Pem.startsWith(file, 0, Header.FAMILY);
    }

    private static boolean isArmored(byte[] file) {
        return Pem.startsWith(file, Pem.textStart(file), Armor.BEGIN);
    }

    static <K> List<K> read(byte[] file, Prompts prompts, KeyLines.Parser<K> parser) throws AgeException {
        byte[] text = decrypt(isArmored(file) ? Armor.decode(file) : file, prompts);
        try {
            return KeyLines.parse(text, parser);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static byte[] decrypt(byte[] file, Prompts prompts) throws AgeException {
        try {
            return Age.decryptWith(stanzas -> unwrap(stanzas, prompts)).decrypt(file);
        } catch (AgeException.NoIdentityMatched wrongPassphrase) {
            throw new AgeException.PassphraseWrong("the identity file");
        }
    }

    private static Optional<FileKey> unwrap(List<Stanza> stanzas, Prompts prompts) throws AgeException {
        if (!stanzas.getFirst().type().equals(ScryptWrapping.TYPE)) {
            throw new AgeException.KeyMalformed("the identity file is encrypted, and not with a passphrase");
        }
        byte[] passphrase = prompts.askSecret("passphrase of the identity file");
        try (ScryptIdentity identity = ScryptIdentity.of(passphrase)) {
            return identity.unwrap(stanzas);
        } finally {
            Arrays.fill(passphrase, (byte) 0);
        }
    }
}
