package dev.coffer.platform.http;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from PEM files. */
final class Certificates {
    private Certificates() {}

    /** The certificates of the file as authorities, in its order; none when it holds no such block. */
    static List<Authority> authorities(Path file) throws HttpFailure {
        List<Authority> authorities = new ArrayList<>();
        for (Pem.Block block : Pem.read(file)) {
            if (block.label().equals("CERTIFICATE")) {
                authorities.add(Authority.of(file, block.der()));
            }
        }
        return authorities;
    }

    /** The authorities in a file that somebody named as such. */
    static List<Authority> someAuthorities(Path file) throws HttpFailure {
        List<Authority> authorities = authorities(file);
        if (authorities.isEmpty()) {
            throw Pem.damaged(file, "holds no certificate (PEM is expected)");
        }
        return authorities;
    }

    /** The certificates of a file that somebody named as such, in its order. */
    static List<X509Certificate> readSome(Path file) throws HttpFailure {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Authority authority : someAuthorities(file)) {
            certificates.add(authority.certificate());
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
