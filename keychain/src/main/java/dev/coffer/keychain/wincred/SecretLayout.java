package dev.coffer.keychain.wincred;

import dev.coffer.api.Kind;
import dev.coffer.api.SecretId;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.layout.MetadataText;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets by id, in our own layout: {@code docs/keystores-os.md} has it. */
final class SecretLayout {
    /** What the target names of all secrets begin with. */
    static final String PREFIX = "coffer:secret:";

    private static final String SECRET = "secret";
    private static final String USERNAME = "coffer";
    private static final String METADATA = "coffer:meta:";

    /** Room is left for the attributes that say what it is. */
    private static final int MAX_PARTS = CredentialManager.MAX_ATTRIBUTES - 4;

    private SecretLayout() {}

    /**
     * The target name. Windows does not tell upper case from lower case, ids do: an upper-case letter is written as
     * {@code ^} and the lower-case one.
     */
    static String target(SecretId id) {
        StringBuilder target = new StringBuilder(PREFIX);
        for (int i = 0; i < id.value().length(); i++) {
            char c = id.value().charAt(i);
            if (c >= 'A' && c <= 'Z') {
                target.append('^');
            }
            target.append(c);
        }
        return target.toString().toLowerCase(Locale.ROOT);
    }

    /** The id of which {@link #target} made the target name; empty when it is another's. */
    static Optional<SecretId> id(String target) {
        if (!target.startsWith(PREFIX)) {
            return Optional.empty();
        }
        StringBuilder id = new StringBuilder();
        boolean upper = false;
        for (int i = PREFIX.length(); i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '^' && !upper) {
                upper = true;
            } else {
                id.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        try {
            SecretId parsed = new SecretId(id.toString());
            return target(parsed).equals(target) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /**
     * What is to be written.
     *
     * @throws StoreException {@link Kind#REFUSED} when there is no room for the metadata
     */
    static WinCredential credential(SecretId id, Map<String, String> metadata) throws StoreException {
        byte[] text = MetadataText.encode(metadata);
        int parts = Math.ceilDiv(text.length, CredentialManager.MAX_ATTRIBUTE);
        if (parts > MAX_PARTS) {
            throw new StoreException(
                    Kind.REFUSED,
                    "the metadata of " + id + " are longer than the " + MAX_PARTS * CredentialManager.MAX_ATTRIBUTE
                            + " bytes that windows has room for",
                    "keep them in the secret itself");
        }
        Map<String, byte[]> attributes = new TreeMap<>();
        for (int i = 0; i < parts; i++) {
            int start = i * CredentialManager.MAX_ATTRIBUTE;
            int end = Math.min(text.length, start + CredentialManager.MAX_ATTRIBUTE);
            attributes.put(METADATA + i, Arrays.copyOfRange(text, start, end));
        }
        return new WinCredential(target(id), USERNAME, attributes).with(Chunks.KIND, SECRET);
    }

    /** True when we wrote it. */
    static boolean isOne(WinCredential credential) {
        return credential.attribute(Chunks.KIND).filter(SECRET::equals).isPresent();
    }

    /** The metadata; empty when they are not ours. */
    static Optional<Map<String, String>> metadata(WinCredential credential) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < MAX_PARTS; i++) {
            byte[] part = credential.attributes().getOrDefault(METADATA + i, new byte[0]);
            text.write(part, 0, part.length);
        }
        return MetadataText.decode(text.toByteArray());
    }
}
