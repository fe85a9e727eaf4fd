package dev.coffer.platform.http;

import static dev.coffer.platform.http.TestCertificates.PRINTABLE;
import static dev.coffer.platform.http.TestCertificates.UTF8;
import static dev.coffer.platform.http.TestCertificates.issue;
import static dev.coffer.platform.http.TestCertificates.keys;
import static dev.coffer.platform.http.TestCertificates.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.http.TestCertificates.Signer;
import dev.coffer.platform.places.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Our choice of authorities beside the JDK's verification with all of them. */
class ServerTrustTest {
    private static final Path FILE = Path.of("/bundle.pem");
    private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration PAST = Duration.ofDays(-1);
    private static final String ACCEPTED = "accepted";

    private final Signer root = signer("Root");
    private final Signer other = signer("Other Root");
    private final Signer middle = signer("Middle");
    private final Signer server = signer("server.example");
    private final X509Certificate rootItself = issue(root, root, true, YEAR);
    private final X509Certificate otherItself = issue(other, other, true, YEAR);
    private final X509Certificate middleByRoot = issue(middle, root, true, YEAR);
    private final X509Certificate serverByMiddle = issue(server, middle, false, YEAR);

    ServerTrustTest() throws GeneralSecurityException {}

    @Test
    void a_chain_is_accepted_by_the_authority_at_its_end() throws Exception {
        assertAccepted(List.of(rootItself, otherItself), serverByMiddle, middleByRoot);
        assertAccepted(List.of(rootItself, otherItself), serverByMiddle, middleByRoot, rootItself);
        assertRefused("UNKNOWN_AUTHORITY", List.of(otherItself), serverByMiddle, middleByRoot);
        assertRefused("UNKNOWN_AUTHORITY", List.of(otherItself), serverByMiddle, middleByRoot, rootItself);
    }

    @Test
    void a_chain_may_come_in_any_order_but_not_without_a_link() throws Exception {
        X509Certificate lower = issue(signer("Lower"), middle, true, YEAR);
        assertAccepted(List.of(rootItself), serverByMiddle, rootItself, middleByRoot);
        assertAccepted(List.of(rootItself), serverByMiddle, lower, middleByRoot);
        assertRefused("UNKNOWN_AUTHORITY", List.of(rootItself), serverByMiddle);
    }

    @Test
    void an_authority_may_stand_in_the_middle_of_the_chain() throws Exception {
        assertAccepted(List.of(middleByRoot), serverByMiddle);
        assertAccepted(List.of(middleByRoot, otherItself), serverByMiddle, middleByRoot, rootItself);
    }

    @Test
    void a_certificate_may_be_its_own_authority() throws Exception {
        X509Certificate alone = issue(server, server, false, YEAR);
        assertAccepted(List.of(alone, rootItself), alone);
        assertAccepted(List.of(serverByMiddle), serverByMiddle);
        assertRefused("UNKNOWN_AUTHORITY", List.of(rootItself), alone);
    }

    @Test
    void an_authority_signed_by_two_leads_to_either() throws Exception {
        X509Certificate middleByOther = issue(middle, other, true, YEAR);
        for (List<X509Certificate> trusted : List.of(List.of(rootItself), List.of(otherItself))) {
            assertAccepted(trusted, serverByMiddle, middleByRoot, middleByOther);
            assertAccepted(trusted, serverByMiddle, middleByOther, middleByRoot);
        }
        X509Certificate rootByOther = issue(root, other, true, YEAR);
        assertAccepted(List.of(otherItself), serverByMiddle, middleByRoot, rootByOther);
        assertAccepted(List.of(rootItself), serverByMiddle, middleByRoot, rootByOther);
    }

    @Test
    void of_two_authorities_of_one_name_the_one_with_the_key_counts() throws Exception {
        Signer impostor = new Signer(root.name(), keys());
        X509Certificate impostorItself = issue(impostor, impostor, true, YEAR);
        assertAccepted(List.of(impostorItself, rootItself), serverByMiddle, middleByRoot);
        assertAccepted(List.of(rootItself, impostorItself), serverByMiddle, middleByRoot);
        assertRefused("UNKNOWN_AUTHORITY", List.of(impostorItself), serverByMiddle, middleByRoot);
        // The same name and key under a newer certificate.
        assertAccepted(List.of(issue(root, root, true, YEAR)), serverByMiddle, middleByRoot, rootItself);
    }

    @Test
    void an_issuer_may_be_spelt_otherwise_than_the_authority() throws Exception {
        for (byte[] spelling :
                List.of(name(PRINTABLE, "root"), name(UTF8, "ROOT "), name(UTF8, " Root"), name(UTF8, "Ｒoot"))) {
            X509Certificate spelt = issue(middle, new Signer(spelling, root.keys()), true, YEAR);
            assertAccepted(List.of(otherItself, rootItself), serverByMiddle, spelt);
        }
        Signer foreign = new Signer(name(UTF8, "Főtanúsítvány"), keys());
        assertAccepted(List.of(otherItself, issue(foreign, foreign, true, YEAR)), issue(server, foreign, false, YEAR));
    }

    @Test
    void a_certificate_that_is_over_is_refused_for_that() throws Exception {
        assertRefused("NOT_VALID_NOW", List.of(rootItself), issue(server, root, false, PAST));
        assertRefused("NOT_VALID_NOW", List.of(rootItself), serverByMiddle, issue(middle, root, true, PAST));
    }

    @Test
    void a_middle_that_may_not_sign_is_refused() throws Exception {
        assertRefused("UNKNOWN_AUTHORITY", List.of(rootItself), serverByMiddle, issue(middle, root, false, YEAR));
    }

    @Test
    void an_authority_that_cannot_be_understood_is_named_when_it_is_wanted() throws Exception {
        byte[] damaged = rootItself.getEncoded();
        // The sequence of the public key becomes a set.
        damaged[indexOf(damaged, root.keys().getPublic().getEncoded())] = DerReader.SET;
        ServerTrust trust =
                new ServerTrust(new Authorities(List.of(authority(otherItself), Authority.of(FILE, damaged))));

        assertThatThrownBy(() ->
                        trust.checkServerTrusted(new X509Certificate[] {serverByMiddle, middleByRoot}, "ECDHE_ECDSA"))
                .hasRootCauseInstanceOf(HttpFailure.class)
                .rootCause()
                .hasMessageContaining(FILE.toString());
        trust.checkServerTrusted(new X509Certificate[] {issue(server, other, false, YEAR)}, "ECDHE_ECDSA");
    }

    @Test
    void every_authority_of_this_machine_is_found_by_its_name() throws Exception {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(BUNDLE).exists();
        }
        Assumptions.assumeTrue(Files.exists(BUNDLE), "Debian's package ca-certificates is not installed");
        Set<Authority> all = new SystemRoots(new Environment(Map.of())).authorities();
        Authorities authorities = new Authorities(all);
        for (Authority authority : all) {
            X509Certificate certificate = authority.certificate();
            assertThat(authorities.concerning(new X509Certificate[] {certificate}))
                    .contains(certificate);
        }
        assertThat(authorities.concerning(new X509Certificate[] {rootItself})).hasSizeLessThan(all.size() / 2);
    }

    @Test
    void the_verdict_is_always_the_one_of_the_jdk_with_all_authorities() throws Exception {
        Random random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < 500; i++) {
            World world = new World(random);
            String verdict = verdictOfOurs(world.trusted, world.chain);
            assertThat(couldBeOfAll(verdict, world))
                    .as("world %s, where ours is: %s", i, verdict)
                    .isTrue();
            if (verdict.equals(ACCEPTED)) {
                accepted++;
            }
        }
        assertThat(accepted).isBetween(50, 450);
    }

    /** A few names, keys and certificates of everybody by everybody, some trusted, some shown. */
    private static final class World {
        private static final List<byte[]> NAMES = List.of(
                name(UTF8, "Alpha"),
                name(PRINTABLE, "ALPHA"),
                name(UTF8, "Beta", "Gamma"),
                name(PRINTABLE, "beta ", "gamma"),
                name(UTF8, "Délta"),
                TestCertificates.nameOfOnePart("Epsilon", "Zeta"));
        private static final List<KeyPair> KEYS = someKeys();

        final List<X509Certificate> trusted = new ArrayList<>();
        final X509Certificate[] chain;

        World(Random random) throws GeneralSecurityException {
            List<Signer> signers = new ArrayList<>();
            for (int i = random.nextInt(2, 5); i > 0; i--) {
                signers.add(new Signer(pick(NAMES, random), pick(KEYS, random)));
            }
            List<X509Certificate> all = new ArrayList<>();
            for (Signer signer : signers) {
                all.add(issue(signer, signer, true, YEAR));
            }
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                all.add(issue(
                        pick(signers, random),
                        pick(signers, random),
                        random.nextInt(8) > 0,
                        random.nextInt(10) > 0 ? YEAR : PAST));
            }
            X509Certificate shown =
                    issue(signer("server.example"), pick(signers, random), false, random.nextInt(10) > 0 ? YEAR : PAST);
            for (X509Certificate certificate : all) {
                if (random.nextInt(3) == 0) {
                    trusted.add(certificate);
                }
            }
            if (trusted.isEmpty() || random.nextInt(20) == 0) {
                trusted.add(random.nextBoolean() ? shown : pick(all, random));
            }
            List<X509Certificate> links = new ArrayList<>(all);
            Collections.shuffle(links, random);
            links = new ArrayList<>(links.subList(0, random.nextInt(Math.min(4, links.size()) + 1)));
            links.addFirst(random.nextInt(20) == 0 ? pick(all, random) : shown);
            chain = links.toArray(new X509Certificate[0]);
        }

        private static <T> T pick(List<T> list, Random random) {
            return list.get(random.nextInt(list.size()));
        }

        private static List<KeyPair> someKeys() {
            try {
                return List.of(keys(), keys(), keys());
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private static void assertAccepted(List<X509Certificate> trusted, X509Certificate... chain) throws Exception {
        assertThat(verdictOfAll(trusted, chain)).isEqualTo(ACCEPTED);
        assertThat(verdictOfOurs(trusted, chain)).isEqualTo(ACCEPTED);
    }

    private static void assertRefused(String why, List<X509Certificate> trusted, X509Certificate... chain)
            throws Exception {
        assertThat(verdictOfAll(trusted, chain)).isEqualTo(why);
        assertThat(verdictOfOurs(trusted, chain)).isEqualTo(why);
        List<Authority> authorities = new ArrayList<>();
        for (X509Certificate certificate : trusted) {
            authorities.add(authority(certificate));
        }
        assertThatThrownBy(() -> new ServerTrust(new Authorities(authorities))
                        .checkServerTrusted(
                                chain, "ECDHE_ECDSA", SSLContext.getDefault().createSSLEngine()))
                .isInstanceOfSatisfying(UntrustedCertificateException.class, untrusted -> assertThat(untrusted.why())
                        .hasToString(why));
    }

    /**
     * Of two authorities with one name and key of which one may not sign, the JDK takes the one that comes first in a set
     * without an order.
     */
    private static boolean couldBeOfAll(String verdict, World world) throws Exception {
        for (int i = 0; i < 100; i++) {
            if (verdictOfAll(world.trusted, world.chain).equals(verdict)) {
                return true;
            }
        }
        return false;
    }

    private static String verdictOfOurs(List<X509Certificate> trusted, X509Certificate... chain) throws Exception {
        List<Authority> authorities = new ArrayList<>();
        for (X509Certificate certificate : trusted) {
            authorities.add(authority(certificate));
        }
        return verdict(new ServerTrust(new Authorities(authorities)), chain);
    }

    private static String verdictOfAll(List<X509Certificate> trusted, X509Certificate... chain) throws Exception {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate certificate : trusted) {
            anchors.add(new TrustAnchor(certificate, null));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return verdict((X509TrustManager) factory.getTrustManagers()[0], chain);
    }

    private static String verdict(X509TrustManager manager, X509Certificate... chain) {
        try {
            manager.checkServerTrusted(chain, "ECDHE_ECDSA");
            return ACCEPTED;
        } catch (CertificateException refused) {
            return Causes.find(refused, CertificateExpiredException.class).isPresent()
                    ? "NOT_VALID_NOW"
                    : "UNKNOWN_AUTHORITY";
        }
    }

    private static Authority authority(X509Certificate certificate) throws Exception {
        return Authority.of(FILE, certificate.getEncoded());
    }

    private static Signer signer(String common) throws GeneralSecurityException {
        return new Signer(name(UTF8, common), keys());
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return Stream.iterate(0, at -> at + 1)
                .filter(at -> Arrays.equals(bytes, at, at + part.length, part, 0, part.length))
                .findFirst()
                .orElseThrow();
    }
}
