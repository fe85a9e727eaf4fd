package dev.coffer.acceptance.agetool;

import dev.coffer.age.HybridIdentity;
import dev.coffer.age.Identities;
import dev.coffer.age.Identity;
import dev.coffer.age.PluginIdentity;
import dev.coffer.age.Prompts;
import dev.coffer.age.Recipient;
import dev.coffer.age.Recipients;
import dev.coffer.age.ScryptIdentity;
import dev.coffer.age.ScryptRecipient;
import dev.coffer.age.SshIdentity;
import dev.coffer.age.X25519Identity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a command. A word is one of
 *
 * <ul>
 *   <li>{@code recipients=FILE};
 *   <li>{@code identities=FILE}: an identity file of any kind, also to encrypt to;
 *   <li>{@code passphrase=FILE}: the file holds nothing but the passphrase;
 *   <li>{@code quick-passphrase=FILE}: the same with little work where something is encrypted;
 *   <li>{@code answer=FILE}: the answer to each question of the identities that follow.
 * </ul>
 */
final class Keys implements AutoCloseable {
    private static final int LITTLE_WORK = 10;

    private final List<Identity> identities = new ArrayList<>();
    private final List<Recipient> recipients = new ArrayList<>();
    private Prompts prompts = Prompts.none();

    private Keys() {}

    static Keys read(List<String> words) throws IOException {
        Keys keys = new Keys();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            keys.add(parts[0], Path.of(parts[1]));
        }
        return keys;
    }

    private void add(String kind, Path file) throws IOException {
        switch (kind) {
            case "recipients" -> {
                try (InputStream in = Files.newInputStream(file)) {
                    recipients.addAll(Recipients.read(in));
                }
            }
            case "identities" -> {
                try (InputStream in = Files.newInputStream(file)) {
                    List<Identity> read = Identities.read(in, prompts);
                    identities.addAll(read);
                    read.forEach(identity -> recipients.add(recipient(identity)));
                }
            }
            case "passphrase" -> addPassphrase(Files.readAllBytes(file), ScryptRecipient.DEFAULT_WORK_FACTOR);
            case "quick-passphrase" -> addPassphrase(Files.readAllBytes(file), LITTLE_WORK);
            case "answer" -> prompts = new Answer(Files.readAllBytes(file));
            default -> throw new IllegalArgumentException("unknown key " + kind);
        }
    }

    private void addPassphrase(byte[] passphrase, int workFactor) {
        identities.add(ScryptIdentity.of(passphrase));
        recipients.add(ScryptRecipient.of(passphrase, workFactor));
    }

    private static Recipient recipient(Identity identity) {
        return switch (identity) {
            case X25519Identity x25519 -> x25519.recipient();
            case HybridIdentity hybrid -> hybrid.recipient();
            case SshIdentity ssh -> ssh.recipient();
            case PluginIdentity plugin -> plugin.recipient();
            default -> throw new IllegalArgumentException("an identity of no kind that is known here");
        };
    }

    List<Identity> identities() {
        return identities;
    }

    List<Recipient> recipients() {
        return recipients;
    }

    @Override
    public void close() {
        identities.forEach(Identity::close);
    }
}
