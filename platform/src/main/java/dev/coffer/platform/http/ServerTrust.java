package dev.coffer.platform.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JDK's verification of servers, chain and name; only says more about why it refused. */
final class ServerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jdk;

    ServerTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refused) {
            throw explain(refused, chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refused) {
            throw explain(refused, chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }

    /** When the chain alone is fine, it was the name that did not fit. */
    private UntrustedCertificateException explain(
            CertificateException refused, X509Certificate[] chain, String authType) {
        try {
            jdk.checkServerTrusted(chain, authType);
            return new UntrustedCertificateException(UntrustedCertificateException.Why.WRONG_NAME, refused);
        } catch (CertificateException chainRefused) {
            boolean time =
                    Causes.find(chainRefused, CertificateExpiredException.class).isPresent()
                            || Causes.find(chainRefused, CertificateNotYetValidException.class)
                                    .isPresent();
            return new UntrustedCertificateException(
                    time
                            ? UntrustedCertificateException.Why.NOT_VALID_NOW
                            : UntrustedCertificateException.Why.UNKNOWN_AUTHORITY,
                    chainRefused);
        }
    }
}
