package dev.coffer.platform.http;

import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The folders {@code certs.d/HOST[:PORT]}: {@code *.crt} are further authorities for that host, {@code NAME.cert} with
 * {@code NAME.key} a certificate to show to it. Docker's folder is {@code /etc/docker/certs.d}, or in rootless mode
 * ({@code ROOTLESSKIT_STATE_DIR} is set) {@code ~/.config/docker/certs.d}; podman and skopeo read
 * {@code ~/.config/containers/certs.d} and {@code /etc/containers/certs.d}. What any of them holds is used.
 */
final class CertsFolders {
    private final List<Path> roots;

    CertsFolders(Environment environment) {
        Optional<Path> home = environment.get("HOME").map(Path::of);
        Optional<Path> config = environment
                .get("XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> home.map(folder -> folder.resolve(".config")));
        List<Path> folders = new ArrayList<>();
        if (environment.get("ROOTLESSKIT_STATE_DIR").isPresent()) {
            config.ifPresent(folder -> folders.add(folder.resolve("docker/certs.d")));
        } else {
            folders.add(Path.of("/etc/docker/certs.d"));
        }
        home.ifPresent(folder -> folders.add(folder.resolve(".config/containers/certs.d")));
        folders.add(Path.of("/etc/containers/certs.d"));
        this.roots = List.copyOf(folders);
    }

    /** Where an authority for that host is best put, for remedies. */
    Path suggestion(URI uri) {
        return roots.getFirst().resolve(uri.getRawAuthority()).resolve("ca.crt");
    }

    /** The further authorities for the host of that address. */
    List<Authority> authorities(URI uri) throws HttpFailure {
        List<Authority> authorities = new ArrayList<>();
        for (Path file : filesFor(uri)) {
            if (file.toString().endsWith(".crt")) {
                authorities.addAll(Certificates.someAuthorities(file));
            }
        }
        return authorities;
    }

    /** The certificates to show to the host of that address. */
    List<ClientKey> clientKeys(URI uri) throws HttpFailure {
        List<ClientKey> keys = new ArrayList<>();
        for (Path file : filesFor(uri)) {
            String name = file.toString();
            if (name.endsWith(".cert")) {
                keys.add(ClientKey.read(file, partner(file, ".cert", ".key")));
            } else if (name.endsWith(".key")) {
                partner(file, ".key", ".cert");
            }
        }
        return keys;
    }

    private static Path partner(Path file, String ending, String otherEnding) throws HttpFailure {
        String name = file.getFileName().toString();
        Path partner = file.resolveSibling(name.substring(0, name.length() - ending.length()) + otherEnding);
        if (!Files.exists(partner)) {
            throw new HttpFailure(
                    HttpFailure.Kind.BAD_TLS_FILE,
                    "the client certificate or key " + file + " has no " + partner.getFileName() + " beside it",
                    "add " + partner + "; the certificate of an authority must end in .crt");
        }
        return partner;
    }

    private List<Path> filesFor(URI uri) throws HttpFailure {
        List<Path> files = new ArrayList<>();
        for (Path root : roots) {
            for (String name : names(uri)) {
                files.addAll(Certificates.filesOf(root.resolve(name)));
            }
        }
        return files;
    }

    /** The port of https itself may be written or left out. */
    private static List<String> names(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return uri.getPort() < 0 || uri.getPort() == 443
                ? List.of(host, host + ":443")
                : List.of(host + ":" + uri.getPort());
    }
}
