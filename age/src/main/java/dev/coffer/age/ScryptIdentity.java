package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A passphrase to decrypt with. {@link #close()} wipes it; after that it cannot be used and trying so throws
 * {@link IllegalStateException}.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#the-scrypt-recipient-type">age.md, scrypt</a>
 */
public final class ScryptIdentity implements Identity {
    /** What {@code age} allows: 4 GiB. */
    public static final int DEFAULT_MAX_WORK_FACTOR = 22;

    private final Passphrase passphrase;
    private final int maxWorkFactor;

    private ScryptIdentity(Passphrase passphrase, int maxWorkFactor) {
        this.passphrase = passphrase;
        this.maxWorkFactor = maxWorkFactor;
    }

    /**
     * A passphrase with the default limit.
     *
     * @param passphrase in UTF-8; a copy is taken, so that the caller may wipe it
     */
    public static ScryptIdentity of(byte[] passphrase) {
        return of(passphrase, DEFAULT_MAX_WORK_FACTOR);
    }

    /**
     * A passphrase with a limit on the work, and memory, that a file may ask for.
     *
     * @param passphrase in UTF-8; a copy is taken, so that the caller may wipe it
     * @param maxWorkFactor the base-2 logarithm of scrypt's N, from 1 to 30: time and memory double with each step, and
     *     10 takes 1 MiB
     * @throws IllegalArgumentException if the limit is out of its range
     */
    public static ScryptIdentity of(byte[] passphrase, int maxWorkFactor) {
        return new ScryptIdentity(new Passphrase(passphrase), ScryptWrapping.requireWorkFactor(maxWorkFactor));
    }

    /**
     * {@inheritDoc}
     *
     * @throws AgeException.WorkFactorTooHigh if the file asks for more than the limit, or for more memory than this
     *     program may use; then nothing was computed
     */
    @Override
    public Optional<FileKey> unwrap(List<Stanza> stanzas) throws AgeException {
        ScryptWrapping.requireAlone(stanzas);
        for (Stanza stanza : stanzas) {
            if (stanza.type().equals(ScryptWrapping.TYPE)) {
                return unwrap(stanza);
            }
        }
        return Optional.empty();
    }

    private Optional<FileKey> unwrap(Stanza stanza) throws AgeException {
        if (stanza.arguments().size() != 2) {
            throw new AgeException.HeaderMalformed("an scrypt stanza has two arguments, its salt and its work factor");
        }
        byte[] salt = salt(stanza.arguments().getFirst());
        int workFactor = workFactor(stanza.arguments().getLast());
        byte[] body = SealedFileKey.body(stanza);
        if (workFactor > maxWorkFactor) {
            throw AgeException.WorkFactorTooHigh.overLimit(workFactor, maxWorkFactor);
        }
        byte[] secret = passphrase.copy();
        try (WipeableKey key = ScryptWrapping.key(secret, salt, workFactor)) {
            return SealedFileKey.open(key, body);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] salt(String argument) throws AgeException.HeaderMalformed {
        Optional<byte[]> salt = CanonicalBase64.UNPADDED.decode(argument.getBytes(StandardCharsets.US_ASCII));
        if (salt.isEmpty() || salt.get().length != ScryptWrapping.SALT_LENGTH) {
            throw new AgeException.HeaderMalformed("the salt of an scrypt stanza is not base64 of 16 bytes");
        }
        return salt.get();
    }

    /** One or two digits: a factor of 100 is beyond every computer there is. */
    private static int workFactor(String argument) throws AgeException.HeaderMalformed {
        int workFactor = 0;
        for (int i = 0; i < argument.length(); i++) {
            int digit = argument.charAt(i) - '0';
            if (i == 2 || digit < 0 || digit > 9 || (i == 0 && digit == 0)) {
                throw new AgeException.HeaderMalformed(
                        "the work factor of an scrypt stanza is not a number from 1 to 99 without leading zeros");
            }
            workFactor = 10 * workFactor + digit;
        }
        return workFactor;
    }

    /** Overwrites the passphrase with zeros. */
    @Override
    public void close() {
        passphrase.close();
    }

    @Override
    public String toString() {
        return "ScryptIdentity[redacted]";
    }
}
