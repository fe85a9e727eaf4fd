package dev.coffer.platform.http;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of an authority as it lies in a file. A machine trusts some hundred and fifty of them and a server's
 * certificate is signed by one, so only the name is read at first. Two are equal when their bytes are.
 */
final class Authority {
    private static final int VERSION = 0xa0;

    private final Path file;
    private final byte[] der;
    private final Optional<LooseName> name;
    private @Nullable X509Certificate certificate;

    private Authority(Path file, byte[] der, Optional<LooseName> name) {
        this.file = file;
        this.der = der;
        this.name = name;
    }

    /**
     * The authority whose certificate this is. One without a loose name is understood at once.
     *
     * @throws HttpFailure which names the file when that cannot be done
     */
    static Authority of(Path file, byte[] der) throws HttpFailure {
        Authority authority = new Authority(file, der, subject(der).flatMap(LooseName::of));
        if (authority.name.isEmpty()) {
            authority.certificate();
        }
        return authority;
    }

    /** Its subject; empty when its loose name is not to be had, so that every name may be meant. */
    Optional<LooseName> name() {
        return name;
    }

    /**
     * The certificate itself.
     *
     * @throws HttpFailure which names the file when it cannot be understood
     */
    synchronized X509Certificate certificate() throws HttpFailure {
        X509Certificate known = certificate;
        if (known == null) {
            try {
                known = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            } catch (CertificateException notACertificate) {
                throw Pem.damaged(file, "holds a certificate that cannot be understood");
            }
            certificate = known;
        }
        return known;
    }

    /** The subject's name with its tag (RFC 5280 section 4.1); empty where the JDK has to say what is wrong. */
    private static Optional<byte[]> subject(byte[] der) {
        try {
            DerReader whole = new DerReader(der);
            DerReader content = whole.enter(DerReader.SEQUENCE).enter(DerReader.SEQUENCE);
            if (whole.hasMore()) {
                return Optional.empty();
            }
            if (content.isNext(VERSION)) {
                content.next();
            }
            content.enter(DerReader.INTEGER);
            // The algorithm of the signature, the issuer, the time.
            content.enter(DerReader.SEQUENCE);
            content.enter(DerReader.SEQUENCE);
            content.enter(DerReader.SEQUENCE);
            return Optional.of(content.whole(DerReader.SEQUENCE));
        } catch (DerReader.MalformedException noCertificate) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Authority that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "Authority[" + file + "]";
    }
}
