package dev.coffer.platform.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from PEM files. */
final class Certificates {
    private Certificates() {}

    /** The certificates of the file, in its order; none when it holds no such block. */
    static List<X509Certificate> read(Path file) throws HttpFailure {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : Pem.read(file)) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
        } catch (CertificateException notACertificate) {
            throw Pem.damaged(file, "holds a certificate that cannot be understood");
        }
        return certificates;
    }

    /** The certificates of a file that somebody named as such. */
    static List<X509Certificate> readSome(Path file) throws HttpFailure {
        List<X509Certificate> certificates = read(file);
        if (certificates.isEmpty()) {
            throw Pem.damaged(file, "holds no certificate (PEM is expected)");
        }
        return certificates;
    }

    /** The regular files of the folder by name; none when there is no such folder. */
    static List<Path> filesOf(Path folder) throws HttpFailure {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw Pem.damaged(folder, "cannot be listed");
        }
        files.sort(null);
        return files;
    }
}
