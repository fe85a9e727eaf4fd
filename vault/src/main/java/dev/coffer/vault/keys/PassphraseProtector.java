package dev.coffer.vault.keys;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.age.ScryptIdentity;
import dev.coffer.age.ScryptRecipient;
import dev.coffer.age.X25519Identity;
import dev.coffer.age.X25519Recipient;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A passphrase. It opens an identity of the protector's own, and that one opens the ring: so the ring can be wrapped anew
 * without asking for the passphrase.
 *
 * @param ownRecipient what the ring is wrapped for
 * @param ownIdentity the identity that belongs to it, encrypted with the passphrase: an age file in base64
 */
record PassphraseProtector(X25519Recipient ownRecipient, String ownIdentity) implements Protector {
    static final String KIND = "passphrase";

    private static final String RECIPIENT = "recipient";
    private static final String IDENTITY = "identity";

    /** A protector for this passphrase, in UTF-8. Takes about a second and 256 MiB of memory. */
    static PassphraseProtector create(byte[] passphrase) throws AgeException {
        try (X25519Identity own = X25519Identity.generate();
                ScryptRecipient recipient = ScryptRecipient.of(passphrase)) {
            byte[] plain = own.encode().getBytes(StandardCharsets.US_ASCII);
            byte[] file = Age.encryptTo(recipient).encrypt(plain);
            FieldWriter.wipe(plain);
            return new PassphraseProtector(own.recipient(), Base64.getEncoder().encodeToString(file));
        }
    }

    static PassphraseProtector of(Map<String, String> fields) throws DamagedException {
        try {
            return new PassphraseProtector(
                    X25519Recipient.parse(fields.getOrDefault(RECIPIENT, "")), fields.getOrDefault(IDENTITY, ""));
        } catch (AgeException.KeyMalformed malformed) {
            throw new DamagedException("holds a passphrase protector that is damaged: " + malformed.getMessage());
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public String description() {
        return "a passphrase";
    }

    @Override
    public Needs needs() {
        return Needs.A_PASSPHRASE;
    }

    @Override
    public Map<String, String> fields() {
        return Map.of(RECIPIENT, ownRecipient.toString(), IDENTITY, ownIdentity);
    }

    @Override
    public X25519Recipient recipient(Prompts prompts) {
        return ownRecipient;
    }

    @Override
    public Identity identity(Prompts prompts) throws AgeException {
        byte[] passphrase = prompts.askSecret("passphrase of the vault: ");
        try (ScryptIdentity scrypt = ScryptIdentity.of(passphrase)) {
            byte[] plain = Age.decryptWith(scrypt).decrypt(file());
            try {
                return X25519Identity.parse(new String(plain, StandardCharsets.US_ASCII));
            } finally {
                FieldWriter.wipe(plain);
            }
        } finally {
            FieldWriter.wipe(passphrase);
        }
    }

    private byte[] file() throws AgeException.KeyMalformed {
        try {
            return Base64.getDecoder().decode(ownIdentity);
        } catch (IllegalArgumentException notBase64) {
            throw new AgeException.KeyMalformed("the passphrase protector is damaged: its identity is not base64");
        }
    }
}
