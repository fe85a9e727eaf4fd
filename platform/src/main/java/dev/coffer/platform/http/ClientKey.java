package dev.coffer.platform.http;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * A client certificate with its key. Its text form names the certificate's subject only.
 *
 * @param chain the client's own certificate first
 * @param key the key
 */
public record ClientKey(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int MAX_KEY_BYTES = 0x8000;
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;

    /**
     * Reads a pair of PEM files, which may be one and the same: the key as PKCS#8, or in the older forms of PKCS#1 (RSA)
     * and SEC 1 (EC).
     *
     * @throws HttpFailure when a file is missing, damaged or protected by a passphrase
     */
    public static ClientKey read(Path certificate, Path key) throws HttpFailure {
        List<X509Certificate> chain = Certificates.readSome(certificate);
        PublicKey publicKey = chain.getFirst().getPublicKey();
        for (Pem.Block block : Pem.read(key)) {
            if (block.isEncrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
                throw Pem.damaged(key, "is protected by a passphrase, which nobody could be asked for");
            }
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return new ClientKey(chain, decode(key, publicKey, block.der()));
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return new ClientKey(chain, decode(key, publicKey, toPkcs8(key, publicKey, block.der())));
                }
                default -> {
                    // EC PARAMETERS, certificates: not the key.
                }
            }
        }
        throw Pem.damaged(key, "holds no private key (PEM is expected)");
    }

    /** The provider's exception is left out: its text might describe the key. */
    private static PrivateKey decode(Path file, PublicKey publicKey, byte[] pkcs8) throws HttpFailure {
        try {
            return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException unusable) {
            throw Pem.damaged(file, "holds a key that does not fit its certificate or cannot be understood");
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /**
     * PKCS#8 (RFC 5208) is version, algorithm and the older form as an octet string. The algorithm, with the curve, is
     * the one that the certificate's public key names.
     */
    private static byte[] toPkcs8(Path file, PublicKey publicKey, byte[] older) throws HttpFailure {
        byte[] encoded = publicKey.getEncoded();
        if (encoded == null || older.length > MAX_KEY_BYTES) {
            throw Pem.damaged(file, "holds a key of an unknown kind or length");
        }
        byte[] algorithm = firstElement(encoded);
        return tagged(SEQUENCE, join(VERSION_0, algorithm, tagged(OCTET_STRING, older)));
    }

    /** The first element inside the outermost sequence, with its header. Written by the JDK, so known to be sound. */
    private static byte[] firstElement(byte[] der) {
        int start = headerLength(der, 0);
        return Arrays.copyOfRange(der, start, start + headerLength(der, start) + length(der, start));
    }

    private static int headerLength(byte[] der, int at) {
        return der[at + 1] >= 0 ? 2 : 2 + (der[at + 1] & 0x7f);
    }

    private static int length(byte[] der, int at) {
        if (der[at + 1] >= 0) {
            return der[at + 1];
        }
        int length = 0;
        for (int i = 0; i < (der[at + 1] & 0x7f); i++) {
            length = length << 8 | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] header;
        if (length < 0x80) {
            header = new byte[] {(byte) tag, (byte) length};
        } else if (length < 0x100) {
            header = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
        } else {
            header = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        }
        return join(header, content);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    @Override
    public String toString() {
        return "ClientKey[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
