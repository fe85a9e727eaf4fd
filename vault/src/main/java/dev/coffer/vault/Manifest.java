package dev.coffer.vault;

import dev.coffer.vault.files.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The vault's small public file: the version of its format, and which keys it was made with. So a vault that was
 * restored beside other keys is told from an empty one.
 *
 * @param recipient the recipient of the identity; new entries are encrypted to it
 * @param former while entries are being re-encrypted: the recipient before
 * @param locator the fingerprint of the locator
 */
record Manifest(String recipient, Optional<String> former, String locator) {
    /** The greatest length of the file, in bytes. */
    static final int MAX_LENGTH = 4096;

    private static final String HEAD = "coffer-vault 1";
    private static final String RECIPIENT = "recipient ";
    private static final String FORMER = "former ";
    private static final String LOCATOR = "locator ";

    /** True for the manifest of a vault whose format is newer than this program. */
    static boolean isOfAnotherVersion(byte[] file) {
        String head =
                new String(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        return head.startsWith("coffer-vault ") && !head.equals(HEAD);
    }

    static Manifest parse(byte[] file) throws DamagedException {
        List<String> lines = new ArrayList<>(List.of(new String(file, StandardCharsets.UTF_8).split("\n", -1)));
        Optional<String> former = Optional.empty();
        if (lines.size() == 5 && lines.get(2).startsWith(FORMER)) {
            former = Optional.of(lines.remove(2).substring(FORMER.length()));
        }
        if (lines.size() != 4
                || !lines.get(0).equals(HEAD)
                || !lines.get(1).startsWith(RECIPIENT)
                || !lines.get(2).startsWith(LOCATOR)
                || !lines.get(3).isEmpty()) {
            throw new DamagedException("is not the manifest of a vault");
        }
        return new Manifest(
                lines.get(1).substring(RECIPIENT.length()), former, lines.get(2).substring(LOCATOR.length()));
    }

    byte[] encode() {
        String text = HEAD
                + '\n'
                + RECIPIENT
                + recipient
                + '\n'
                + former.map(before -> FORMER + before + '\n').orElse("")
                + LOCATOR
                + locator
                + '\n';
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that files may be encrypted to, the one for new files first. */
    List<String> recipients() {
        return former.isPresent() ? List.of(recipient, former.get()) : List.of(recipient);
    }

    /** The vault goes over to another recipient. */
    Manifest beginning(String next) {
        return new Manifest(next, Optional.of(recipient), locator);
    }

    /** No file is encrypted to the former recipient any more. */
    Manifest finished() {
        return new Manifest(recipient, Optional.empty(), locator);
    }
}
