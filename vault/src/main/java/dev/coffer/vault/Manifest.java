package dev.coffer.vault;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The vault's small public file: the version of its format, and which keys it was made with. So a vault that was
 * restored beside other keys is told from an empty one. It is not trusted for anything but that.
 *
 * @param recipient the recipient of the identity
 * @param locator the fingerprint of the locator
 */
record Manifest(String recipient, String locator) {
    /** The greatest length of the file, in bytes. */
    static final int MAX_LENGTH = 4096;

    private static final String HEAD = "coffer-vault 1";
    private static final String RECIPIENT = "recipient ";
    private static final String LOCATOR = "locator ";

    static Manifest parse(byte[] file) throws DamagedException {
        List<String> lines = List.of(new String(file, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.getFirst().startsWith("coffer-vault ") && !lines.getFirst().equals(HEAD)) {
            throw new DamagedException("is of a version that this Coffer does not know");
        }
        if (lines.size() != 4
                || !lines.get(0).equals(HEAD)
                || !lines.get(1).startsWith(RECIPIENT)
                || !lines.get(2).startsWith(LOCATOR)
                || !lines.get(3).isEmpty()) {
            throw new DamagedException("is not the manifest of a vault");
        }
        return new Manifest(
                lines.get(1).substring(RECIPIENT.length()), lines.get(2).substring(LOCATOR.length()));
    }

    byte[] encode() {
        String text = HEAD + '\n' + RECIPIENT + recipient + '\n' + LOCATOR + locator + '\n';
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
