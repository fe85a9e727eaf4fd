package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;

/** What both ends of an scrypt stanza share. */
final class ScryptWrapping {
    static final String TYPE = "scrypt";
    static final int SALT_LENGTH = 16;

    /** Takes 1 TiB: the most that an array index can count. */
    static final int MAX_WORK_FACTOR = 30;

    private static final String LABEL = "age-encryption.org/v1/scrypt";
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLELISM = 1;
    private static final int KEY_LENGTH = 32;

    private ScryptWrapping() {}

    /**
     * Whoever decrypts with a passphrase expects that only those who know it could have made the file. That holds only
     * if no other stanza opens it.
     */
    static void requireAlone(List<Stanza> stanzas) throws AgeException.HeaderMalformed {
        if (stanzas.size() > 1) {
            for (Stanza stanza : stanzas) {
                if (stanza.type().equals(TYPE)) {
                    throw new AgeException.HeaderMalformed("an scrypt stanza must be the only one of its file");
                }
            }
        }
    }

    /** The key that encrypts the file key. */
    static WipeableKey key(byte[] passphrase, byte[] salt, int workFactor) throws AgeException.WorkFactorTooHigh {
        requireMemory(workFactor);
        byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
        byte[] labelled = Arrays.copyOf(label, label.length + salt.length);
        System.arraycopy(salt, 0, labelled, label.length, salt.length);
        return new WipeableKey(
                SCrypt.generate(passphrase, labelled, 1 << workFactor, BLOCK_SIZE, PARALLELISM, KEY_LENGTH));
    }

    /** A quarter more than the table of scrypt, for the program itself and for what the collector cannot use. */
    private static void requireMemory(int workFactor) throws AgeException.WorkFactorTooHigh {
        long table = (128L * BLOCK_SIZE) << workFactor;
        long available = Runtime.getRuntime().maxMemory();
        if (table + table / 4 > available) {
            throw AgeException.WorkFactorTooHigh.overMemory(workFactor, table, available);
        }
    }

    static int requireWorkFactor(int workFactor) {
        if (workFactor < 1 || workFactor > MAX_WORK_FACTOR) {
            throw new IllegalArgumentException("a work factor is from 1 to " + MAX_WORK_FACTOR + ", not " + workFactor);
        }
        return workFactor;
    }
}
