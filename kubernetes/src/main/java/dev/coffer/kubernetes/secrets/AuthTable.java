package dev.coffer.kubernetes.secrets;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.coffer.api.Secret;
import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a docker configuration as a kubelet reads it: only {@code username}, {@code password} and {@code auth},
 * no helpers, no identity tokens; and one entry that it cannot read spoils all.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/credentialprovider/config.go">config.go</a>
 */
public sealed interface AuthTable {
    /**
     * What could be read.
     *
     * @param entries the servers
     * @param notes what a kubelet ignores, for people
     */
    record Entries(List<AuthEntry> entries, List<String> notes) implements AuthTable {
        public Entries {
            entries = List.copyOf(entries);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A kubelet gives up reading it.
     *
     * @param why what is wrong, without any secret
     */
    record Broken(String why) implements AuthTable {}

    /** Nothing in it that a kubelet would use; the notes say why. */
    static Entries none(String... notes) {
        return new Entries(List.of(), List.of(notes));
    }

    /** Reads a docker configuration. */
    static AuthTable parse(byte[] json, SecretType form) {
        try {
            return form == SecretType.DOCKERCONFIGJSON ? dockerConfig(object(json)) : dockercfg(object(json));
        } catch (PullSecretException broken) {
            return new Broken(String.valueOf(broken.getMessage()));
        }
    }

    private static JsonObject object(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (Nesting.isTooDeep(text)) {
            throw new PullSecretException("it is nested too deep");
        }
        try {
            return JsonParser.object().from(text);
        } catch (JsonParserException notJson) {
            // Its message may quote what it read.
            throw new PullSecretException("it is not a JSON object; the mistake is at line " + notJson.getLinePosition()
                    + ", column " + notJson.getCharPosition());
        }
    }

    private static AuthTable dockerConfig(JsonObject config) {
        List<String> notes = new ArrayList<>();
        for (String ignored : List.of("credHelpers", "credsStore")) {
            if (member(config, ignored).isPresent()) {
                notes.add(ignored + " is ignored: kubelets run no helpers of a docker configuration");
            }
        }
        Optional<Object> auths = member(config, "auths");
        if (auths.isEmpty()) {
            notes.add("it has no auths, and a kubelet reads nothing else");
            return new Entries(List.of(), notes);
        }
        if (!(auths.get() instanceof JsonObject servers)) {
            throw new PullSecretException("auths is not an object");
        }
        return new Entries(entries(servers), notes);
    }

    private static AuthTable dockercfg(JsonObject servers) {
        return new Entries(entries(servers), List.of());
    }

    private static List<AuthEntry> entries(JsonObject servers) {
        List<AuthEntry> entries = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> server : servers.entrySet()) {
            String key = server.getKey();
            if (server.getValue() == null) {
                entries.add(new AuthEntry(key, "", Secret.ofText("")));
            } else if (server.getValue() instanceof JsonObject fields) {
                entries.add(entry(key, fields));
            } else {
                throw bad(key, "is not an object");
            }
        }
        return entries;
    }

    private static AuthEntry entry(String key, JsonObject fields) {
        String username = text(key, fields, "username");
        String password = text(key, fields, "password");
        String auth = text(key, fields, "auth");
        text(key, fields, "email");
        List<String> notes = new ArrayList<>();
        for (String ignored : List.of("identitytoken", "registrytoken")) {
            if (member(fields, ignored).isPresent()) {
                notes.add(ignored + " is ignored by kubelets");
            }
        }
        return auth.isEmpty()
                ? new AuthEntry(key, username, Secret.ofText(password), List.copyOf(notes))
                : decoded(key, auth, List.copyOf(notes));
    }

    private static AuthEntry decoded(String key, String auth, List<String> notes) {
        byte[] pair;
        try {
            pair = Base64.getDecoder()
                    .decode(auth.replace("\r", "").replace("\n", "").getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            throw bad(key, "has an auth that is not base64");
        }
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        if (colon == pair.length) {
            throw bad(key, "has an auth that is not the base64 form of USER:PASSWORD");
        }
        String username = new String(pair, 0, colon, StandardCharsets.UTF_8);
        Secret password = Secret.owning(Arrays.copyOfRange(pair, colon + 1, pair.length));
        Arrays.fill(pair, (byte) 0);
        return new AuthEntry(key, username, password, notes);
    }

    private static String text(String key, JsonObject fields, String name) {
        Optional<Object> value = member(fields, name);
        if (value.isEmpty()) {
            return "";
        }
        if (value.get() instanceof String text) {
            return text;
        }
        throw bad(key, "has a " + name + " that is not text");
    }

    /** As Go does: upper and lower case make no difference, the last one counts, and {@code null} is nothing. */
    private static Optional<Object> member(JsonObject object, String name) {
        Optional<Object> found = Optional.empty();
        for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
            if (member.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))
                    && member.getValue() != null) {
                found = Optional.of(member.getValue());
            }
        }
        return found;
    }

    private static PullSecretException bad(String key, String what) {
        return new PullSecretException("the entry " + Printable.escape(RegistryKey.withoutUserInfo(key)) + " " + what);
    }
}
