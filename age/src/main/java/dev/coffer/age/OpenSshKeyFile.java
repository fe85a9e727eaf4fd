package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mindrot.jbcrypt.BCrypt;

/**
 * What is within {@code -----BEGIN OPENSSH PRIVATE KEY-----}: the public key in the clear, and the private one,
 * encrypted with a passphrase or not.
 *
 * @see <a href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key">PROTOCOL.key of OpenSSH</a>
 */
final class OpenSshKeyFile {
    static final String LABEL = "OPENSSH PRIVATE KEY";

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final String NONE = "none";
    private static final int UNENCRYPTED_BLOCK_LENGTH = 8;

    private final SshRecipient recipient;
    private final Optional<Encryption> encryption;
    private final byte[] secret;

    private OpenSshKeyFile(SshRecipient recipient, Optional<Encryption> encryption, byte[] secret) {
        this.recipient = recipient;
        this.encryption = encryption;
        this.secret = secret;
    }

    /** The content of the PEM block. */
    static OpenSshKeyFile parse(byte[] content) throws AgeException.KeyMalformed {
        if (content.length < MAGIC.length || !Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new AgeException.KeyMalformed("the SSH key is damaged, or of a version other than openssh-key-v1");
        }
        SshReader reader = new SshReader(content, MAGIC.length);
        String cipher = reader.name();
        String kdf = reader.name();
        byte[] kdfOptions = reader.string();
        if (reader.uint32() != 1) {
            throw new AgeException.KeyMalformed("the SSH key file does not hold one key");
        }
        SshRecipient recipient = SshRecipient.ofWire(reader.string());
        Optional<Encryption> encryption = cipher.equals(NONE) && kdf.equals(NONE) && kdfOptions.length == 0
                ? Optional.empty()
                : Optional.of(Encryption.of(cipher, kdf, kdfOptions));
        byte[] secret = reader.string();
        byte[] tag = reader.rest();
        int blockLength = UNENCRYPTED_BLOCK_LENGTH;
        int tagLength = 0;
        if (encryption.isPresent()) {
            blockLength = encryption.get().cipher.blockLength();
            tagLength = encryption.get().cipher.tagLength();
        }
        if (secret.length == 0 || secret.length % blockLength != 0 || tag.length != tagLength) {
            throw new AgeException.KeyMalformed("the SSH key is damaged: its secret part has a wrong length");
        }
        byte[] sealed = Arrays.copyOf(secret, secret.length + tag.length);
        System.arraycopy(tag, 0, sealed, secret.length, tag.length);
        Arrays.fill(secret, (byte) 0);
        return new OpenSshKeyFile(recipient, encryption, sealed);
    }

    SshRecipient recipient() {
        return recipient;
    }

    boolean isEncrypted() {
        return encryption.isPresent();
    }

    /** The private key of a file that is not encrypted. Wipes the secret. */
    SshPrivateKey open() throws AgeException.KeyMalformed {
        try {
            SshReader reader = new SshReader(secret);
            if (!checkNumbersAgree(reader)) {
                throw new AgeException.KeyMalformed("the SSH key is damaged: its check numbers differ");
            }
            return read(reader);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The private key of a file that is encrypted. */
    SshPrivateKey open(byte[] passphrase) throws AgeException {
        Optional<byte[]> plain = encryption.orElseThrow().decrypt(passphrase, secret);
        if (plain.isEmpty()) {
            throw wrongPassphrase();
        }
        try {
            SshReader reader = new SshReader(plain.get());
            if (!checkNumbersAgree(reader)) {
                throw wrongPassphrase();
            }
            return read(reader);
        } finally {
            Arrays.fill(plain.get(), (byte) 0);
        }
    }

    private AgeException.PassphraseWrong wrongPassphrase() {
        return new AgeException.PassphraseWrong("the SSH key " + recipient.fingerprint());
    }

    /** The secret part begins with a random number, twice, which shows whether it was decrypted with the right key. */
    private static boolean checkNumbersAgree(SshReader reader) throws AgeException.KeyMalformed {
        int first = reader.uint32();
        int second = reader.uint32();
        return first == second;
    }

    private SshPrivateKey read(SshReader reader) throws AgeException.KeyMalformed {
        if (!reader.name().equals(recipient.type())) {
            throw new AgeException.KeyMalformed("the SSH key is damaged: its two halves are of different kinds");
        }
        SshPrivateKey key =
                switch (recipient) {
                    case SshEd25519Recipient ed25519 -> SshEd25519PrivateKey.read(reader, ed25519);
                    case SshRsaRecipient rsa -> SshRsaPrivateKey.read(reader, rsa);
                };
        byte[] comment = reader.string();
        Arrays.fill(comment, (byte) 0);
        byte[] padding = reader.rest();
        for (int i = 0; i < padding.length; i++) {
            if (padding[i] != (byte) (i + 1)) {
                key.close();
                throw new AgeException.KeyMalformed("the SSH key is damaged: its padding is wrong");
            }
        }
        return key;
    }

    /** How the secret part is encrypted. */
    private static final class Encryption {
        private static final String KDF = "bcrypt";

        /** Minutes: keys are made with 16 or 24 rounds, by careful people with some hundreds. */
        private static final int MAX_ROUNDS = 10_000;

        private final OpenSshCipher cipher;
        private final byte[] salt;
        private final int rounds;

        private Encryption(OpenSshCipher cipher, byte[] salt, int rounds) {
            this.cipher = cipher;
            this.salt = salt;
            this.rounds = rounds;
        }

        static Encryption of(String cipher, String kdf, byte[] kdfOptions) throws AgeException.KeyMalformed {
            Optional<OpenSshCipher> known = OpenSshCipher.named(cipher);
            if (known.isEmpty() || !kdf.equals(KDF)) {
                throw new AgeException.KeyMalformed("the SSH key is encrypted with " + cipher + " and " + kdf
                        + ", which are not known here: ssh-keygen -p -Z aes256-ctr -f FILE changes that");
            }
            SshReader options = new SshReader(kdfOptions);
            byte[] salt = options.string();
            int rounds = options.uint32();
            options.requireEnd();
            if (salt.length == 0 || rounds == 0) {
                throw new AgeException.KeyMalformed("the SSH key is damaged: no salt or no rounds for its passphrase");
            }
            if (rounds < 0 || rounds > MAX_ROUNDS) {
                throw new AgeException.KeyMalformed("the passphrase of the SSH key is stretched with "
                        + Integer.toUnsignedString(rounds) + " rounds, and at most " + MAX_ROUNDS + " are done here");
            }
            return new Encryption(known.get(), salt, rounds);
        }

        /** Empty if the passphrase is known to be wrong. */
        Optional<byte[]> decrypt(byte[] passphrase, byte[] sealed) {
            byte[] secret = new byte[cipher.secretLength()];
            try {
                new BCrypt().pbkdf(passphrase, salt, rounds, secret);
                return cipher.decrypt(secret, sealed);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }
}
