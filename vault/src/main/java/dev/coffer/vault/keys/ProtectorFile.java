package dev.coffer.vault.keys;

import dev.coffer.age.Age;
import dev.coffer.age.AgeException;
import dev.coffer.age.Armor;
import dev.coffer.age.Identity;
import dev.coffer.age.Prompts;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A protector and the key ring that it wraps: lines that say which protector it is and which identities are inside, then
 * the identity file as an armored age file.
 *
 * @param opens the recipients of the identities inside, the newest first
 * @param wrapped the age file, armored
 */
public record ProtectorFile(Protector protector, List<String> opens, String wrapped) {
    private static final String HEAD = "coffer-protector 1";
    private static final String KIND = "kind";
    private static final String OPENS = "opens";
    private static final String ARMOR = "-----BEGIN ";

    public ProtectorFile {
        opens = List.copyOf(opens);
    }

    /** Wraps the ring for the protector, who may have to ask something. */
    public static ProtectorFile wrap(Protector protector, HeldKeys keys, Prompts prompts) throws AgeException {
        byte[] plain = keys.encode();
        try {
            byte[] wrapped = Age.encryptTo(protector.recipient(prompts)).encrypt(plain);
            return new ProtectorFile(
                    protector, keys.recipients(), new String(Armor.encode(wrapped), StandardCharsets.US_ASCII));
        } finally {
            FieldWriter.wipe(plain);
        }
    }

    /**
     * The ring. The caller closes it.
     *
     * @throws AgeException.NoIdentityMatched when the identity is not the protector's
     */
    public HeldKeys unwrap(Identity identity) throws AgeException, DamagedException {
        byte[] plain = Age.decryptWith(identity).decrypt(Armor.decode(wrapped.getBytes(StandardCharsets.UTF_8)));
        try {
            return HeldKeys.parse(plain);
        } finally {
            FieldWriter.wipe(plain);
        }
    }

    /** Reads the file. */
    static ProtectorFile parse(byte[] file) throws DamagedException {
        String text = new String(file, StandardCharsets.UTF_8);
        int armor = text.indexOf(ARMOR);
        if (armor < 0) {
            throw new DamagedException("does not hold a wrapped key");
        }
        List<String> lines = text.substring(0, armor).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new DamagedException(
                    !lines.isEmpty() && lines.getFirst().startsWith("coffer-protector ")
                            ? "holds a protector of a version that this Coffer does not know"
                            : "holds a file that is no protector");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> opens = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            String name = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            if (name.equals(OPENS)) {
                opens.add(value);
            } else if (!name.isEmpty()) {
                fields.put(name, value);
            }
        }
        Protector protector = Protector.of(fields.getOrDefault(KIND, ""), fields);
        requireArmored(text.substring(armor));
        return new ProtectorFile(protector, opens, text.substring(armor));
    }

    private static void requireArmored(String text) throws DamagedException {
        try {
            Armor.decode(text.getBytes(StandardCharsets.UTF_8));
        } catch (AgeException malformed) {
            throw new DamagedException("holds a protector that is damaged: " + malformed.getMessage());
        }
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append(KIND).append(' ').append(protector.kind()).append('\n');
        protector
                .fields()
                .forEach((name, value) ->
                        text.append(name).append(' ').append(value).append('\n'));
        opens.forEach(
                recipient -> text.append(OPENS).append(' ').append(recipient).append('\n'));
        return text.append(wrapped).toString().getBytes(StandardCharsets.UTF_8);
    }
}
