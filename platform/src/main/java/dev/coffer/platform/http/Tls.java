package dev.coffer.platform.http;

import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS with the authorities of this machine and the certificates kept for one host. */
final class Tls {
    private final SystemRoots systemRoots;
    private final CertsFolders certsFolders;

    Tls(Environment environment) {
        this.systemRoots = new SystemRoots(environment);
        this.certsFolders = new CertsFolders(environment);
    }

    /** Where an authority for that host is best put, for remedies. */
    Path suggestion(URI uri) {
        return certsFolders.suggestion(uri);
    }

    /** The context for one host, which may also be vouched for by the authorities kept for another. */
    SSLContext contextFor(URI uri, Optional<URI> alsoTrustedBy) throws HttpFailure {
        Set<Authority> found = new LinkedHashSet<>(systemRoots.authorities());
        found.addAll(certsFolders.authorities(uri));
        if (alsoTrustedBy.isPresent()) {
            found.addAll(certsFolders.authorities(alsoTrustedBy.get()));
        }
        Authorities authorities = new Authorities(found);
        if (authorities.isEmpty()) {
            throw new HttpFailure(
                    HttpFailure.Kind.BAD_TLS_FILE,
                    "this machine names no certificate authorities, so no TLS server can be verified",
                    "install the package ca-certificates, or name a bundle in SSL_CERT_FILE");
        }
        List<ClientKey> clientKeys = certsFolders.clientKeys(uri);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(clientKeys), new TrustManager[] {new ServerTrust(authorities)}, null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new HttpFailure(
                    HttpFailure.Kind.BAD_TLS_FILE,
                    "the certificates for " + uri.getRawAuthority() + " cannot be used",
                    "look at the files beside " + suggestion(uri));
        }
    }

    private static KeyManager[] keyManagers(List<ClientKey> clientKeys) throws GeneralSecurityException, IOException {
        if (clientKeys.isEmpty()) {
            return new KeyManager[0];
        }
        char[] unused = "in memory only".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < clientKeys.size(); i++) {
            ClientKey pair = clientKeys.get(i);
            store.setKeyEntry(
                    Integer.toString(i), pair.key(), unused, pair.chain().toArray(new X509Certificate[0]));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, unused);
        return factory.getKeyManagers();
    }
}
