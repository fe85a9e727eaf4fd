package dev.coffer.age;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The public half of an SSH key, as it stands in an {@code id_*.pub} file: Ed25519, or RSA of 2048 bits and more. Keys
 * of other kinds cannot be encrypted to.
 *
 * <p>The stanza names the key by four bytes of its hash, so that a file encrypted to an SSH key can be linked to it.
 *
 * @see <a href="https://github.com/FiloSottile/age/tree/main/agessh">the package agessh of age</a>, which these
 *     recipients come from: the specification leaves them out
 */
public abstract sealed class SshRecipient implements Recipient permits SshEd25519Recipient, SshRsaRecipient {
    private static final int TAG_LENGTH = 4;

    private final String type;
    private final byte[] wire;
    private final String tag;

    SshRecipient(String type, byte[] wire) {
        this.type = type;
        this.wire = wire;
        this.tag = CanonicalBase64.UNPADDED.encode(Arrays.copyOf(sha256(wire), TAG_LENGTH));
    }

    /**
     * Reads {@code ssh-ed25519 AAAA...} or {@code ssh-rsa AAAA...}; a comment may follow.
     *
     * @throws AgeException.KeyMalformed if the text is anything else; a key of another kind is named
     */
    public static SshRecipient parse(String text) throws AgeException.KeyMalformed {
        int typeEnd = wordEnd(text, 0);
        String type = text.substring(0, typeEnd);
        requireKnown(type);
        int start = Math.min(typeEnd + 1, text.length());
        byte[] base64 = text.substring(start, wordEnd(text, start)).getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> wire = CanonicalBase64.PADDED.decode(base64);
        if (wire.isEmpty()) {
            throw new AgeException.KeyMalformed("the SSH public key is not base64 after " + type);
        }
        SshRecipient recipient = ofWire(wire.get());
        if (!recipient.type.equals(type)) {
            throw new AgeException.KeyMalformed(
                    "the SSH public key says " + type + ", and is one of " + recipient.type);
        }
        return recipient;
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
            end++;
        }
        return end;
    }

    /** True if the text begins like a public key of SSH, of whatever kind. */
    static boolean isKey(String text) {
        return text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("sk-");
    }

    /** Reads the form of RFC 4253, section 6.6, which is within the base64. */
    static SshRecipient ofWire(byte[] wire) throws AgeException.KeyMalformed {
        SshReader reader = new SshReader(wire);
        String type = reader.name();
        requireKnown(type);
        return type.equals(SshEd25519Recipient.TYPE)
                ? SshEd25519Recipient.read(reader, wire)
                : SshRsaRecipient.read(reader, wire);
    }

    private static void requireKnown(String type) throws AgeException.KeyMalformed {
        if (!type.equals(SshEd25519Recipient.TYPE) && !type.equals(SshRsaRecipient.TYPE)) {
            throw new AgeException.KeyMalformed(
                    isKey(type) && SshReader.isName(type)
                            ? "SSH keys of the kind " + type + " cannot be used: only ssh-ed25519 and ssh-rsa can"
                            : "not an SSH public key");
        }
    }

    /** The hash by which {@code ssh-keygen -l} names the key: {@code SHA256:} and base64. */
    public String fingerprint() {
        return "SHA256:" + CanonicalBase64.UNPADDED.encode(sha256(wire));
    }

    /** True if the stanza is for this key, or for one that happens to have the same four bytes. */
    boolean isNamedBy(Stanza stanza) throws AgeException.HeaderMalformed {
        if (!stanza.type().equals(type)) {
            return false;
        }
        List<String> arguments = stanza.arguments();
        if (arguments.size() != argumentCount() || !isTag(arguments.getFirst())) {
            throw new AgeException.HeaderMalformed("the arguments of an " + type + " stanza are not those of its type");
        }
        return arguments.getFirst().equals(tag);
    }

    abstract int argumentCount();

    private static boolean isTag(String argument) {
        return CanonicalBase64.UNPADDED
                .decode(argument.getBytes(StandardCharsets.US_ASCII))
                .filter(decoded -> decoded.length == TAG_LENGTH)
                .isPresent();
    }

    String type() {
        return type;
    }

    String tag() {
        return tag;
    }

    byte[] wire() {
        return wire;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java runtime cannot do SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshRecipient recipient && Arrays.equals(wire, recipient.wire);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wire);
    }

    /** The line of the public key without a comment. */
    @Override
    public String toString() {
        return type + " " + CanonicalBase64.PADDED.encode(wire);
    }
}
