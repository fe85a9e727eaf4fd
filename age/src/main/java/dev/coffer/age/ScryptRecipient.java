package dev.coffer.age;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A passphrase to encrypt with. It must be the only recipient of a file: whoever decrypts with a passphrase may then
 * take it that the file comes from somebody who knows it. {@link #close()} wipes the passphrase.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#the-scrypt-recipient-type">age.md, scrypt</a>
 */
public final class ScryptRecipient implements Recipient, AutoCloseable {
    /** What {@code age} uses: about a second and 256 MiB. */
    public static final int DEFAULT_WORK_FACTOR = 18;

    private static final int LABEL_LENGTH = 16;

    private final Passphrase passphrase;
    private final int workFactor;

    private ScryptRecipient(Passphrase passphrase, int workFactor) {
        this.passphrase = passphrase;
        this.workFactor = workFactor;
    }

    /**
     * A passphrase with the default work factor.
     *
     * @param passphrase in UTF-8; a copy is taken, so that the caller may wipe it
     * @throws IllegalArgumentException if it is empty
     */
    public static ScryptRecipient of(byte[] passphrase) {
        return of(passphrase, DEFAULT_WORK_FACTOR);
    }

    /**
     * A passphrase with a chosen work factor.
     *
     * @param passphrase in UTF-8; a copy is taken, so that the caller may wipe it
     * @param workFactor the base-2 logarithm of scrypt's N, from 1 to 30: time and memory double with each step, and
     *     10 takes 1 MiB. Readers may refuse more than 22
     * @throws IllegalArgumentException if the passphrase is empty, or the work factor out of its range
     */
    public static ScryptRecipient of(byte[] passphrase, int workFactor) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("the passphrase is empty");
        }
        return new ScryptRecipient(new Passphrase(passphrase), ScryptWrapping.requireWorkFactor(workFactor));
    }

    /**
     * Wraps the file key with a fresh salt. The label is a random one: nobody else has it.
     *
     * @throws AgeException.WorkFactorTooHigh if the memory that this program may use is too small
     */
    @Override
    public WrappedFileKey wrap(FileKey fileKey) throws AgeException {
        byte[] salt = RandomBytes.of(ScryptWrapping.SALT_LENGTH);
        byte[] secret = passphrase.copy();
        try (WipeableKey key = ScryptWrapping.key(secret, salt, workFactor)) {
            List<String> arguments = List.of(CanonicalBase64.UNPADDED.encode(salt), Integer.toString(workFactor));
            Stanza stanza = new Stanza(ScryptWrapping.TYPE, arguments, SealedFileKey.seal(key, fileKey));
            String label = HexFormat.of().formatHex(RandomBytes.of(LABEL_LENGTH));
            return new WrappedFileKey(List.of(stanza), Set.of(label));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Overwrites the passphrase with zeros; the recipient cannot be used any more. */
    @Override
    public void close() {
        passphrase.close();
    }

    @Override
    public String toString() {
        return "ScryptRecipient[redacted]";
    }
}
