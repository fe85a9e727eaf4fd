package dev.coffer.vault.keys;

import dev.coffer.age.AgeException;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.age.Recipient;
import dev.coffer.age.SshIdentity;
import dev.coffer.age.SshRecipient;
import dev.coffer.platform.files.PrivateFile;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldWriter;
import dev.coffer.vault.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/**
 * An SSH key.
 *
 * @param publicKey as a line of {@code authorized_keys}, without its comment
 * @param privateKey where the private key lies; it is read anew each time
 */
record SshKeyProtector(String publicKey, Path privateKey) implements Protector {
    static final String KIND = "ssh-key";

    private static final int MAX_FILE = 1 << 20;
    private static final int NAME_BYTES = 4;
    private static final String RECIPIENT = "recipient";
    private static final String FILE = "file";

    /** The protector of the key in this file. */
    static SshKeyProtector read(Path privateKey) throws IOException {
        byte[] file = PrivateFile.read(privateKey, MAX_FILE)
                .orElseThrow(() -> new IOException("there is no SSH key " + privateKey));
        try (SshIdentity identity = SshIdentity.parse(file, Prompts.none())) {
            return new SshKeyProtector(identity.recipient().toString(), privateKey);
        } catch (AgeException.KeyMalformed unusable) {
            throw new IOException(privateKey + ": " + unusable.getMessage());
        } finally {
            FieldWriter.wipe(file);
        }
    }

    static SshKeyProtector of(Map<String, String> fields) throws DamagedException {
        if (!fields.containsKey(RECIPIENT) || !fields.containsKey(FILE)) {
            throw new DamagedException("holds an SSH protector that is damaged");
        }
        return new SshKeyProtector(fields.getOrDefault(RECIPIENT, ""), Path.of(fields.getOrDefault(FILE, "")));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String name() {
        byte[] hash = Sha256.of(publicKey.getBytes(StandardCharsets.UTF_8));
        return "ssh-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    }

    @Override
    public String description() {
        return "the SSH key " + privateKey;
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public Map<String, String> fields() {
        return Map.of(RECIPIENT, publicKey, FILE, privateKey.toString());
    }

    @Override
    public Recipient recipient(Prompts prompts) throws AgeException {
        return SshRecipient.parse(publicKey);
    }

    @Override
    public Identity identity(Prompts prompts) throws IOException {
        byte[] file = PrivateFile.read(privateKey, MAX_FILE).orElseThrow(() -> new IOException("it is not there"));
        try {
            return SshIdentity.parse(file, prompts);
        } finally {
            FieldWriter.wipe(file);
        }
    }
}
