/**
 * The age-encryption.org/v1 file format: files encrypted to public keys, to keys of SSH, or with a passphrase. The
 * cryptography is that of the JDK, and of Bouncy Castle and jBCrypt where the JDK has none.
 *
 * <p>An age file is a text header and a binary payload. The payload is encrypted with a fresh random <em>file key</em>
 * of 16 bytes. The header holds the file key once for each <em>recipient</em>, wrapped in a <em>stanza</em>; whoever has
 * the <em>identity</em> that belongs to one of the recipients unwraps its stanza and can read the file:
 *
 * <pre>
 * age-encryption.org/v1
 * -&gt; X25519 TeiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc      one stanza: type, arguments
 * hjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE                the wrapped file key
 * --- WyJp9F/9FOZh7gJdheqWIJcwHgYc8NIVh3ddwhrcNg             a MAC over the header, made with the file key
 * (16 bytes of nonce, then chunks of 64 KiB, each with its own authentication tag)
 * </pre>
 *
 * <p>Encrypt and decrypt:
 *
 * <pre>{@code
 * X25519Recipient recipient = X25519Recipient.parse("age1...");
 * byte[] file = Age.encryptTo(recipient).encrypt(plaintext);
 *
 * try (X25519Identity identity = X25519Identity.parse("AGE-SECRET-KEY-1...")) {
 *     byte[] text = Age.decryptWith(identity).decrypt(file);
 * }
 * }</pre>
 *
 * <p>{@link dev.coffer.age.Recipients} and {@link dev.coffer.age.Identities} read keys of every kind there is, also
 * files of keys: {@link dev.coffer.age.X25519Identity}, {@link dev.coffer.age.SshIdentity}, and {@link
 * dev.coffer.age.HybridIdentity} for files that must stay secret from quantum computers too. A passphrase is a
 * {@link dev.coffer.age.ScryptRecipient} or {@link dev.coffer.age.ScryptIdentity}.
 *
 * <p>Encrypting and decrypting work on streams and channels as well, in constant memory, and
 * {@link dev.coffer.age.Decryptor#open} reads at any position; {@link dev.coffer.age.Armor} turns a binary file into
 * text and back. Everything that can be wrong with a file has its own class below {@link dev.coffer.age.AgeException}.
 *
 * <p>The parsers are strict: base64 must be canonical, lines must have the one length that is allowed, and a header has
 * at most 1024 stanzas and 2 MiB. No plaintext is handed out before its chunk has been authenticated.
 *
 * <p>Keys {@code age1NAME1...} and {@code AGE-PLUGIN-NAME-1...} belong to plugins, as for hardware tokens: programs
 * {@code age-plugin-NAME} that wrap and unwrap file keys. {@link dev.coffer.age.Plugins} says where they are found and
 * how they ask their user:
 *
 * <pre>{@code
 * Plugins plugins = Plugins.with(prompts);
 * Identity identity = Identities.parse("AGE-PLUGIN-YUBIKEY-1...", plugins);
 * }</pre>
 *
 * <p>New kinds of keys are added by implementing {@link dev.coffer.age.Recipient} and
 * {@link dev.coffer.age.Identity}.
 *
 * <p>Keys are overwritten when they are no longer needed. That is best effort: a moving garbage collector and the
 * ciphers of the JDK may leave copies behind, and a {@link java.lang.String} cannot be overwritten at all.
 *
 * @see <a href="https://age-encryption.org/v1">The specification</a>
 */
package dev.coffer.age;
