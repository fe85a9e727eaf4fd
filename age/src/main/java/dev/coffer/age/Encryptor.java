package dev.coffer.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Encrypts files to fixed recipients, each file with a key of its own. Can be used again and from several threads. */
public final class Encryptor {
    private final List<Recipient> recipients;

    Encryptor(List<Recipient> recipients) {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("no recipient to encrypt to");
        }
        this.recipients = recipients;
    }

    /**
     * The age file, not armored. Meant for small files: the result must fit into one array.
     *
     * @throws AgeException if a recipient cannot be encrypted to, or not together with the others
     */
    public byte[] encrypt(byte[] plaintext) throws AgeException {
        try (FileKey fileKey = FileKey.random()) {
            byte[] header = header(fileKey);
            byte[] nonce = RandomBytes.of(PayloadCipher.NONCE_LENGTH);
            long length = header.length + nonce.length + PayloadCipher.sealedLength(plaintext.length);
            byte[] file = new byte[Math.toIntExact(length)];
            System.arraycopy(header, 0, file, 0, header.length);
            System.arraycopy(nonce, 0, file, header.length, nonce.length);
            try (WipeableKey key = PayloadCipher.key(fileKey, nonce)) {
                new PayloadCipher(key).sealAll(plaintext, file, header.length + nonce.length);
            }
            return file;
        }
    }

    /**
     * A stream that encrypts what is written to it, in constant memory. The header is written at once.
     * {@link OutputStream#close()} writes the last chunk and closes {@code out} too: without it the file is not complete,
     * and is refused when decrypted. So when producing the plaintext fails half way, throw the file away: closed, it
     * looks complete.
     *
     * <p>From the second MiB on, chunks are encrypted in parallel: threads of the
     * {@linkplain java.util.concurrent.ForkJoinPool#commonPool() common pool} help, at most two chunks of each core are
     * under way, each with 128 KiB, and the stream itself starts no thread. {@link OutputStream#flush()} passes on every
     * chunk that is complete. The stream is for one thread at a time, as its close is.
     *
     * @throws AgeException if a recipient cannot be encrypted to, or not together with the others
     * @throws IOException if writing fails
     */
    public OutputStream encrypt(OutputStream out) throws IOException {
        return payload(out);
    }

    /**
     * A channel that encrypts what is written to it; for the rest as {@link #encrypt(OutputStream)}. Each write takes the
     * whole buffer. An interrupted thread does not close this channel: that would make half a file look complete.
     *
     * @param out a blocking channel
     * @throws AgeException if a recipient cannot be encrypted to, or not together with the others
     * @throws IOException if writing fails
     */
    public WritableByteChannel encrypt(WritableByteChannel out) throws IOException {
        return payload(Channels.newOutputStream(out));
    }

    private PayloadOutputStream payload(OutputStream out) throws IOException {
        try (FileKey fileKey = FileKey.random()) {
            out.write(header(fileKey));
            byte[] nonce = RandomBytes.of(PayloadCipher.NONCE_LENGTH);
            out.write(nonce);
            return new PayloadOutputStream(out, PayloadCipher.key(fileKey, nonce));
        }
    }

    private byte[] header(FileKey fileKey) throws AgeException {
        List<Stanza> stanzas = new ArrayList<>();
        Optional<Set<String>> labels = Optional.empty();
        for (Recipient recipient : recipients) {
            WrappedFileKey wrapped = recipient.wrap(fileKey);
            if (labels.isPresent() && !labels.get().equals(wrapped.labels())) {
                throw AgeException.RecipientsIncompatible.of(labels.get(), wrapped.labels());
            }
            labels = Optional.of(wrapped.labels());
            stanzas.addAll(wrapped.stanzas());
        }
        return Header.write(stanzas, fileKey);
    }
}
