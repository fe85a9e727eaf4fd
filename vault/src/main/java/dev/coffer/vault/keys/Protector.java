package dev.coffer.vault.keys;

import dev.coffer.age.AgeException;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.age.Recipient;
import dev.coffer.vault.files.DamagedException;
import java.io.IOException;
import java.util.Map;

/** One of the ways to unlock the vault's identity. What it says of itself is public. */
public sealed interface Protector permits PassphraseProtector, SshKeyProtector, PluginProtector {
    /** Its kind, as the file says it. */
    String kind();

    /** The name by which its user takes it away again, and of its file. */
    String name();

    /** What it is, for its user. */
    String description();

    /** Who has to be there for it to open. */
    Needs needs();

    /** What its file keeps of it, one word to a line of text. */
    Map<String, String> fields();

    /** What the identity is wrapped for. */
    Recipient recipient(Prompts prompts) throws AgeException;

    /**
     * What unwraps the identity. The caller closes it.
     *
     * @throws AgeException.NoAnswer when somebody has to be asked and gives no answer
     * @throws AgeException.NoIdentityMatched when the answer is wrong
     * @throws IOException when a key cannot be read
     */
    Identity identity(Prompts prompts) throws IOException;

    /** What a protector needs to open. */
    enum Needs {
        /** Nothing, or only what it asks for when it comes to that: an SSH key may have a passphrase. */
        NOTHING,
        /** A passphrase, from whomever. */
        A_PASSPHRASE,
        /** Somebody who touches a token or types a PIN. */
        SOMEBODY
    }

    /** The protector with these fields. */
    static Protector of(String kind, Map<String, String> fields) throws DamagedException {
        return switch (kind) {
            case PassphraseProtector.KIND -> PassphraseProtector.of(fields);
            case SshKeyProtector.KIND -> SshKeyProtector.of(fields);
            case PluginProtector.KIND -> PluginProtector.of(fields);
            default -> throw new DamagedException("holds a protector of a kind that this Coffer does not know");
        };
    }
}
