package dev.coffer.age;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
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
        try (WipeableKey key = payloadKey(HeaderReader.read(in), in)) {
            return new PayloadCipher(key).openAll(file, file.length - in.available());
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
     * <p>From the second MiB on, chunks are decrypted in parallel as far as the input can be read without waiting, which
     * {@link InputStream#available()} tells: threads of the
     * {@linkplain java.util.concurrent.ForkJoinPool#commonPool() common pool} help, at most two chunks of each core are
     * under way, each with 128 KiB, and the stream itself starts no thread. The stream is for one thread at a time, as
     * its close is.
     *
     * @throws AgeException one of its classes says what is wrong with the file
     * @throws IOException if reading fails
     */
    public InputStream decrypt(InputStream in) throws IOException {
        return payload(in);
    }

    /**
     * A channel of the plaintext; for the rest as {@link #decrypt(InputStream)}. Chunks are decrypted in parallel if
     * {@code in} is a {@link SeekableByteChannel}, as of a file: other channels cannot tell what they hold.
     *
     * @param in a blocking channel
     * @throws AgeException one of its classes says what is wrong with the file
     * @throws IOException if reading fails
     */
    public ReadableByteChannel decrypt(ReadableByteChannel in) throws IOException {
        return payload(Channels.newInputStream(in));
    }

    private PayloadInputStream payload(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        return new PayloadInputStream(buffered, payloadKey(HeaderReader.read(buffered), buffered));
    }

    /**
     * Opens a file for reading at any position: a read-only channel of the plaintext. Its size is known, for the header
     * and the last chunk are read and checked at once: a file that was cut off or has grown is refused here. Reading
     * decrypts the chunk at the position, keeps that one in memory, and throws {@link AgeException.PayloadDamaged} if it
     * is damaged, without harm to the others. So what was read is authentic, but whoever did not read everything does
     * not know whether the rest is sound.
     *
     * @param file the age file from position 0 to its end, not armored. Its position belongs to the channel that is
     *     returned, which closes it, too
     * @throws AgeException one of its classes says what is wrong with the file
     * @throws IOException if reading fails
     */
    public SeekableByteChannel open(SeekableByteChannel file) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(file.position(0)));
        Header header = HeaderReader.read(in);
        return RandomAccessPayload.open(file, header.length() + PayloadCipher.NONCE_LENGTH, payloadKey(header, in));
    }

    /** Checks the header and reads the nonce behind it. */
    private WipeableKey payloadKey(Header header, InputStream in) throws IOException {
        try (FileKey fileKey = fileKey(header.stanzas())) {
            header.verify(fileKey);
            byte[] nonce = in.readNBytes(PayloadCipher.NONCE_LENGTH);
            if (nonce.length < PayloadCipher.NONCE_LENGTH) {
                throw new AgeException.HeaderMalformed("the age file ends after its header");
            }
            return PayloadCipher.key(fileKey, nonce);
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
