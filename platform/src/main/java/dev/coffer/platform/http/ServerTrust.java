package dev.coffer.platform.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's verification of servers, chain and name, with the authorities that the server's chain concerns. Says more about
 * why it refused.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    private final Authorities authorities;

    ServerTrust(Authorities authorities) {
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        X509ExtendedTrustManager jdk = jdk(chain);
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refused) {
            throw explain(jdk, refused, chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        X509ExtendedTrustManager jdk = jdk(chain);
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refused) {
            throw explain(jdk, refused, chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk(chain).checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("clients are not verified here");
    }

    /** None: a server would send them to its clients. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private X509ExtendedTrustManager jdk(X509Certificate[] chain) throws CertificateException {
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            for (X509Certificate authority : authorities.concerning(chain)) {
                anchors.add(new TrustAnchor(authority, null));
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (HttpFailure | GeneralSecurityException unusable) {
            throw new CertificateException("the authorities cannot be used", unusable);
        }
    }

    /** When the chain alone is fine, it was the name that did not fit. */
    private static UntrustedCertificateException explain(
            X509ExtendedTrustManager jdk, CertificateException refused, X509Certificate[] chain, String authType) {
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
