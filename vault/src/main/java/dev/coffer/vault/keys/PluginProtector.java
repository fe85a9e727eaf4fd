package dev.coffer.vault.keys;

import dev.coffer.age.AgeException;
import dev.coffer.age.Identity;
import dev.coffer.age.PluginIdentity;
import dev.coffer.age.Plugins;
import dev.coffer.age.Prompts;
import dev.coffer.age.Recipient;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * A plugin of age: a hardware token, most often.
 *
 * @param plugin its name, as {@code yubikey}
 * @param text the identity, {@code AGE-PLUGIN-NAME-1...}, which tells the plugin where its secret is
 */
record PluginProtector(String plugin, String text) implements Protector {
    static final String KIND = "plugin";

    private static final int NAME_BYTES = 4;
    private static final String IDENTITY = "identity";

    static PluginProtector of(Map<String, String> fields) throws DamagedException {
        try {
            return parse(fields.getOrDefault(IDENTITY, ""));
        } catch (AgeException.KeyMalformed malformed) {
            throw new DamagedException("holds a plugin protector that is damaged: " + malformed.getMessage());
        }
    }

    /** The protector of this identity. */
    static PluginProtector parse(String text) throws AgeException.KeyMalformed {
        try (PluginIdentity identity = PluginIdentity.parse(text, Plugins.with(Prompts.none()))) {
            return new PluginProtector(identity.plugin(), text);
        }
    }

    /** The protector of a plugin that needs no identity. */
    static PluginProtector named(String plugin) throws AgeException.KeyMalformed {
        try (PluginIdentity identity = PluginIdentity.withoutData(plugin, Plugins.with(Prompts.none()))) {
            return new PluginProtector(identity.plugin(), identity.encode());
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String name() {
        byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return "plugin-" + plugin + "-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    }

    @Override
    public String description() {
        return "the plugin age-plugin-" + plugin;
    }

    @Override
    public Needs needs() {
        return Needs.SOMEBODY;
    }

    @Override
    public Map<String, String> fields() {
        return Map.of(IDENTITY, text);
    }

    @Override
    public Recipient recipient(Prompts prompts) throws AgeException {
        return PluginIdentity.parse(text, Plugins.with(prompts)).recipient();
    }

    @Override
    public Identity identity(Prompts prompts) throws AgeException {
        return PluginIdentity.parse(text, Plugins.with(prompts));
    }
}
