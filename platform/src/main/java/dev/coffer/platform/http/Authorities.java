package dev.coffer.platform.http;

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
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
     * The certificates of the authorities that a subject or an issuer in the chain may name, and of those that these name as
     * their issuers. One that nobody names when there are none, since the JDK wants one to say that it is not the right one.
     *
     * @throws HttpFailure which names the file when one of them cannot be understood
     */
    Set<X509Certificate> concerning(X509Certificate[] chain) throws HttpFailure {
        Set<X509Certificate> found = new HashSet<>();
        Deque<X500Principal> names = new ArrayDeque<>();
        Set<X500Principal> asked = new HashSet<>();
        add(unnamed, found, names);
        for (X509Certificate certificate : chain) {
            names.add(certificate.getSubjectX500Principal());
            names.add(certificate.getIssuerX500Principal());
        }
        while (!names.isEmpty()) {
            X500Principal name = names.remove();
            if (asked.add(name)) {
                add(candidates(name), found, names);
            }
        }
        if (found.isEmpty()) {
            found.add(all.getFirst().certificate());
        }
        return found;
    }

    private Collection<Authority> candidates(X500Principal name) {
        Optional<LooseName> loose = LooseName.of(name.getEncoded());
        return loose.isEmpty() ? all : named.getOrDefault(loose.get(), Set.of());
    }

    private static void add(Collection<Authority> authorities, Set<X509Certificate> found, Deque<X500Principal> names)
            throws HttpFailure {
        for (Authority authority : authorities) {
            X509Certificate certificate = authority.certificate();
            if (found.add(certificate)) {
                names.add(certificate.getIssuerX500Principal());
            }
        }
    }
}
