package dev.coffer.platform.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Certificates of every kind, good and bad, byte by byte (RFC 5280). */
final class TestCertificates {
    static final int UTF8 = 0x0c;
    static final int PRINTABLE = 0x13;
    static final int T61 = 0x14;
    static final int IA5 = 0x16;

    private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};
    private static final byte[] ORGANIZATION = {6, 3, 0x55, 4, 10};
    private static final byte[] ECDSA_WITH_SHA256 =
            tagged(0x30, new byte[] {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2});
    private static final byte[] IS_AUTHORITY =
            tagged(0x30, new byte[] {6, 3, 0x55, 0x1d, 0x13, 1, 1, -1, 4, 5, 0x30, 3, 1, 1, -1});
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static int serial = 1;

    private TestCertificates() {}

    /** Who signs. */
    static final class Signer {
        private final byte[] name;
        private final KeyPair keys;

        Signer(byte[] name, KeyPair keys) {
            this.name = name;
            this.keys = keys;
        }

        byte[] name() {
            return name;
        }

        KeyPair keys() {
            return keys;
        }
    }

    static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A name of an organization and a common name, both in that kind of string. */
    static byte[] name(int kind, String organization, String common) {
        return name(attribute(ORGANIZATION, kind, organization), attribute(COMMON_NAME, kind, common));
    }

    static byte[] name(int kind, String common) {
        return name(attribute(COMMON_NAME, kind, common));
    }

    /** A name with both attributes in one part. */
    static byte[] nameOfOnePart(String organization, String common) {
        byte[] first = tagged(0x30, COMMON_NAME, tagged(UTF8, common.getBytes(StandardCharsets.UTF_8)));
        byte[] second = tagged(0x30, ORGANIZATION, tagged(UTF8, organization.getBytes(StandardCharsets.UTF_8)));
        return tagged(0x30, tagged(0x31, first, second));
    }

    private static byte[] name(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] attribute(byte[] type, int kind, String value) {
        byte[] bytes = value.getBytes(kind == UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return tagged(0x31, tagged(0x30, type, tagged(kind, bytes)));
    }

    /** A certificate that holds from two days ago until so long from now. */
    static X509Certificate issue(Signer subject, Signer issuer, boolean isAuthority, Duration validFor)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] content = tagged(
                0x30,
                tagged(0xa0, new byte[] {2, 1, 2}),
                tagged(2, BigInteger.valueOf(serial++).toByteArray()),
                ECDSA_WITH_SHA256,
                issuer.name(),
                tagged(0x30, time(now.minus(Duration.ofDays(2))), time(now.plus(validFor))),
                subject.name(),
                subject.keys().getPublic().getEncoded(),
                isAuthority ? tagged(0xa3, tagged(0x30, IS_AUTHORITY)) : new byte[0]);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.keys().getPrivate());
        signature.update(content);
        byte[] bits = signature.sign();
        byte[] der = tagged(0x30, content, ECDSA_WITH_SHA256, tagged(3, new byte[] {0}, bits));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] time(Instant instant) {
        return tagged(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] tagged(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Arrays.stream(contents).forEach(content::writeBytes);
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.size() >= 0x100) {
            der.write(0x82);
            der.write(content.size() >> 8);
        } else if (content.size() >= 0x80) {
            der.write(0x81);
        }
        der.write(content.size());
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }
}
