package dev.coffer.platform.http;

import dev.coffer.platform.places.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The authorities that this machine trusts. {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR} (several folders, divided by
 * colons) take the place of the system's bundle; without them the first bundle found at the usual places of the Linux
 * distributions is read, and without a bundle the folders of single certificates.
 */
final class SystemRoots {
    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/cert.pem");
    private static final String FOLDERS = "/etc/ssl/certs:/etc/pki/tls/certs";

    private final Environment environment;
    private Optional<Set<Authority>> loaded = Optional.empty();

    SystemRoots(Environment environment) {
        this.environment = environment;
    }

    /** The authorities; read at the first call. */
    synchronized Set<Authority> authorities() throws HttpFailure {
        if (loaded.isEmpty()) {
            loaded = Optional.of(load());
        }
        return loaded.get();
    }

    private Set<Authority> load() throws HttpFailure {
        Optional<String> file = environment.get("SSL_CERT_FILE");
        Optional<String> folders = environment.get("SSL_CERT_DIR");
        Set<Authority> roots = new LinkedHashSet<>();
        if (file.isPresent()) {
            roots.addAll(Certificates.someAuthorities(Path.of(file.get())));
        }
        if (folders.isPresent()) {
            roots.addAll(fromFolders(folders.get()));
        }
        if (file.isPresent() || folders.isPresent()) {
            return roots;
        }
        for (String bundle : BUNDLES) {
            Path path = Path.of(bundle);
            if (Files.isRegularFile(path)) {
                return new LinkedHashSet<>(Certificates.someAuthorities(path));
            }
        }
        roots.addAll(fromFolders(FOLDERS));
        return roots;
    }

    private static List<Authority> fromFolders(String folders) throws HttpFailure {
        List<Authority> authorities = new ArrayList<>();
        for (String folder : folders.split(":", -1)) {
            if (!folder.isEmpty()) {
                for (Path file : Certificates.filesOf(Path.of(folder))) {
                    authorities.addAll(Certificates.authorities(file));
                }
            }
        }
        return authorities;
    }
}
