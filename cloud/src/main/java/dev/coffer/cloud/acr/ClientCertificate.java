package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.http.ClientKey;
import dev.coffer.platform.http.HttpFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads the certificate and key of a service principal: one PEM file with both, or PKCS#12. The file may be anybody's to
 * read, as mounted secrets are.
 */
final class ClientCertificate {
    private static final int MOST_BYTES = 1 << 20;

    private ClientCertificate() {}

    static ClientKey read(Path file, Optional<String> password) throws RefusedException {
        byte[] bytes = bytes(file);
        try {
            ClientKey key = isPem(bytes) ? ClientKey.read(file, file) : fromPkcs12(file, bytes, password);
            if (!key.key().getAlgorithm().equals("RSA")) {
                throw refused(file, "holds no RSA key, and Entra ID takes no other");
            }
            return key;
        } catch (HttpFailure damaged) {
            throw new RefusedException(Kind.DAMAGED, String.valueOf(damaged.getMessage()), remedy(file));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(Path file) throws RefusedException {
        try {
            return BoundedFile.read(file, MOST_BYTES)
                    .orElseThrow(() -> new RefusedException(
                            Kind.UNREACHABLE,
                            "the client certificate " + file + " is not there",
                            "check AZURE_CLIENT_CERTIFICATE_PATH"));
        } catch (IOException unreadable) {
            throw new RefusedException(
                    Kind.UNREACHABLE, String.valueOf(unreadable.getMessage()), "check AZURE_CLIENT_CERTIFICATE_PATH");
        }
    }

    private static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** The provider's exceptions are left out: their texts might describe the key. */
    private static ClientKey fromPkcs12(Path file, byte[] bytes, Optional<String> password) throws RefusedException {
        char[] characters = password.orElse("").toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), characters);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, characters) instanceof PrivateKey key) {
                    return new ClientKey(chain(store.getCertificateChain(alias)), key);
                }
            }
            throw refused(file, "holds no private key");
        } catch (IOException unreadable) {
            throw unreadable.getCause() instanceof UnrecoverableKeyException
                    ? new RefusedException(
                            Kind.REFUSED,
                            "the client certificate " + file + " is not opened by the password",
                            "check AZURE_CLIENT_CERTIFICATE_PASSWORD")
                    : refused(file, "is neither PEM nor PKCS#12");
        } catch (GeneralSecurityException | ClassCastException unusable) {
            throw refused(file, "holds a key or certificate that cannot be understood");
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static List<X509Certificate> chain(Certificate[] certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            chain.add((X509Certificate) certificate);
        }
        return List.copyOf(chain);
    }

    private static RefusedException refused(Path file, String why) {
        return new RefusedException(Kind.DAMAGED, "the client certificate " + file + " " + why, remedy(file));
    }

    private static String remedy(Path file) {
        return "put certificate and RSA key into " + file + ", as PEM without a passphrase or as PKCS#12";
    }
}
