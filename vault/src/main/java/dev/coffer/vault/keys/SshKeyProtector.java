package dev.coffer.vault.keys;

import dev.coffer.age.AgeException;
import dev.coffer.age.Identities;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.age.Recipient;
import dev.coffer.age.Recipients;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    private static final int NAME_BYTES = 4;
    private static final String RECIPIENT = "recipient";
    private static final String FILE = "file";

    static SshKeyProtector of(Map<String, String> fields) throws DamagedException {
        if (!fields.containsKey(RECIPIENT) || !fields.containsKey(FILE)) {
            throw new DamagedException("holds an SSH protector that is damaged");
        }
        return new SshKeyProtector(
                fields.getOrDefault(RECIPIENT, ""), Path.of(fields.getOrDefault(FILE, "")));
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
        return Recipients.parse(publicKey);
    }

    @Override
    public Identity identity(Prompts prompts) throws IOException {
        try (InputStream in = Files.newInputStream(privateKey)) {
            return Identities.read(in, prompts).getFirst();
        } catch (NoSuchFileException missing) {
            throw new IOException("the SSH key " + privateKey + " is not there");
        }
    }
}
