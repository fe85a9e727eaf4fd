package dev.coffer.platform.http;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Everybody who may vouch for a host, of whom only those are looked at who can have a part in the chain that the server
 * shows. The others cannot change the verdict: a path ends at the first authority on it, and each step of it goes from an
 * issuer's name to the certificate of that subject.
 */
final class Authorities {
    private final List<Authority> all;
    private final Map<LooseName, Set<Authority>> named = new HashMap<>();
    private final Set<Authority> unnamed = new LinkedHashSet<>();

    Authorities(Collection<Authority> all) {
        this.all = List.copyOf(all);
        for (Authority authority : all) {
            authority
                    .name()
                    .map(name -> named.computeIfAbsent(name, unused -> new LinkedHashSet<>()))
                    .orElse(unnamed)
                    .add(authority);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * The certificates of the authorities that a subject or an issuer in the chain may name. One that nobody names when there
     * are none, since the JDK wants one to say that it is not the right one.
     *
     * @throws HttpFailure which names the file when one of them cannot be understood
     */
    Set<X509Certificate> concerning(X509Certificate[] chain) throws HttpFailure {
        Set<Authority> found = new LinkedHashSet<>(unnamed);
        for (X509Certificate certificate : chain) {
            found.addAll(candidates(certificate.getSubjectX500Principal()));
            found.addAll(candidates(certificate.getIssuerX500Principal()));
        }
        if (found.isEmpty()) {
            found.add(all.getFirst());
        }
        Set<X509Certificate> certificates = new HashSet<>();
        for (Authority authority : found) {
            certificates.add(authority.certificate());
        }
        return certificates;
    }

    private Collection<Authority> candidates(X500Principal name) {
        Optional<LooseName> loose = LooseName.of(name.getEncoded());
        return loose.isEmpty() ? all : named.getOrDefault(loose.get(), Set.of());
    }
}
