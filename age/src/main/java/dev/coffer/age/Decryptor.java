package dev.coffer.age;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Decrypts files with fixed identities. Can be used again and from several threads, until the identities are closed,
 * which is left to the caller.
 *
 * <p>Armor is not looked for: wrap the input with {@link Armor#decode(InputStream)} where armored files are expected.
 */
public final class Decryptor {
    private final List<Identity> identities;

    Decryptor(List<Identity> identities) {
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("no identity to decrypt with");
        }
        this.identities = identities;
    }

    /**
     * The plaintext of a whole file. Nothing is given of a file that is damaged anywhere.
     *
     * @throws AgeException one of its classes says what is wrong with the file
     */
    public byte[] decrypt(byte[] file) throws AgeException {
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        try (PayloadCipher cipher = open(in)) {
            return cipher.openAll(file, file.length - in.available());
        } catch (AgeException problem) {
            throw problem;
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from an array failed", impossible);
        }
    }

    /**
     * A stream of the plaintext, in constant memory. The header is read and checked at once. Reading from the stream
     * throws {@link AgeException.PayloadDamaged} when it comes to a damaged chunk: what was read before is
     * authentic, but only the regular end of the stream says that nothing is missing. Closing it closes {@code in} too.
     *
     * @throws AgeException one of its classes says what is wrong with the file
     * @throws IOException if reading fails
     */
    public InputStream decrypt(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        return new PayloadInputStream(buffered, open(buffered));
    }

    private PayloadCipher open(InputStream in) throws IOException {
        Header header = HeaderReader.read(in);
        try (FileKey fileKey = fileKey(header.stanzas())) {
            header.verify(fileKey);
            byte[] nonce = in.readNBytes(PayloadCipher.NONCE_LENGTH);
            if (nonce.length < PayloadCipher.NONCE_LENGTH) {
                throw new AgeException.HeaderMalformed("the age file ends after its header");
            }
            return new PayloadCipher(fileKey, nonce);
        }
    }

    private FileKey fileKey(List<Stanza> stanzas) throws AgeException {
        ScryptWrapping.requireAlone(stanzas);
        for (Identity identity : identities) {
            Optional<FileKey> fileKey = identity.unwrap(stanzas);
            if (fileKey.isPresent()) {
                return fileKey.get();
            }
        }
        throw new AgeException.NoIdentityMatched();
    }
}
