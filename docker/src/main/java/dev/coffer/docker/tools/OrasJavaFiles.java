package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * oras-java's store: all files in one, a later file over an earlier one, the entries before any helper. Each entry is
 * decoded when the files are read, and one bad entry fails all.
 */
final class OrasJavaFiles implements Source {
    private final Map<String, ToolOutcome.Uses> entries = new HashMap<>();
    private final Map<String, String> helpers = new HashMap<>();
    private Optional<String> generalHelper = Optional.empty();

    private OrasJavaFiles() {}

    /**
     * Reads {@code $REGISTRY_AUTH_FILE} alone, or docker's file in the home folder and podman's in the runtime folder.
     *
     * @throws StoppedException when one of them is broken
     */
    static OrasJavaFiles load(Inquiry inquiry) throws StoppedException {
        List<Path> files = new ArrayList<>();
        Optional<Path> only = inquiry.pathIn("REGISTRY_AUTH_FILE");
        if (only.isPresent()) {
            files.add(only.get());
        } else {
            files.add(inquiry.world().home().resolve(".docker", "config.json"));
            inquiry.pathIn("XDG_RUNTIME_DIR").ifPresent(folder -> files.add(folder.resolve("containers", "auth.json")));
        }
        OrasJavaFiles all = new OrasJavaFiles();
        for (Path file : files) {
            all.add(file, inquiry);
        }
        return all;
    }

    private void add(Path file, Inquiry inquiry) throws StoppedException {
        switch (inquiry.files().whole(file)) {
            case Parsed.Missing ignored -> inquiry.note(file, "is not there");
            case Parsed.Empty ignored -> throw stopped(file, "is empty", inquiry);
            case Parsed.Unusable unusable -> throw stopped(file, unusable.why(), inquiry);
            case Parsed.Json json -> add(json.value(), file, inquiry);
        }
    }

    private void add(JsonValue value, Path file, Inquiry inquiry) throws StoppedException {
        if (!(value instanceof JsonObject object)) {
            throw stopped(file, "is " + value.describe(), inquiry);
        }
        Holder holder = new Holder.InFile(file);
        JavaConfig config = new JavaConfig(holder, object, false);
        Optional<JsonValue> auths = config.member("auths");
        if (auths.isEmpty() || !(auths.get() instanceof JsonObject)) {
            throw stopped(file, "has no auths, which oras-java does not expect", inquiry);
        }
        helpers.putAll(config.credHelpers());
        generalHelper = config.credsStore().or(() -> generalHelper);
        for (ConfigEntry entry : config.entries()) {
            if (entry.auth().isPresent()) {
                ToolCredential login = login(JavaAuth.decoded(entry.auth().get(), entry), entry);
                entries.put(entry.key(), new ToolOutcome.Uses(login, holder.entry(entry.key())));
            }
        }
    }

    private static StoppedException stopped(Path file, String why, Inquiry inquiry) {
        inquiry.note(file, why);
        return new StoppedException(inquiry.shown(file) + " " + why);
    }

    /** One colon with something after it; colons at the end do not count. */
    private static ToolCredential login(String decoded, ConfigEntry entry) throws StoppedException {
        String[] parts = decoded.split(":", 0);
        if (parts.length != 2) {
            throw JavaAuth.broken(entry, "its auth must have one colon with something after it");
        }
        return ToolCredential.of(parts[0], Secret.ofText(parts[1]));
    }

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException {
        for (String key : asking.entryKeys()) {
            ToolOutcome.Uses entry = entries.get(key);
            if (entry != null) {
                inquiry.note(entry.place().toString(), "is used, before any helper");
                return Optional.of(entry);
            }
        }
        inquiry.note("the files", "have no entry for " + Inquiry.shownKeys(asking.entryKeys()));
        String registry = asking.helperKey();
        List<String> names = new ArrayList<>();
        Optional.ofNullable(helpers.get(registry)).ifPresent(names::add);
        generalHelper.ifPresent(names::add);
        for (String name : names) {
            Optional<ToolOutcome.Uses> found = askHelper(new JavaHelper(name, registry), inquiry);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** It waits for the helper's end before it reads. */
    private static Optional<ToolOutcome.Uses> askHelper(JavaHelper helper, Inquiry inquiry) throws StoppedException {
        return switch (helper.run(inquiry)) {
            case HelperReply.Silent ignored -> throw helper.waitsForEver();
            case HelperReply.Answer answer -> {
                if (JavaHelper.fillsPipe(JavaHelper.length(answer)) || JavaHelper.fillsPipe(answer.stderrBytes())) {
                    throw helper.waitsForEver();
                }
                // The user name <token> means nothing to it.
                yield Optional.of(helper.uses(ToolCredential.of(answer.username(), answer.secret())));
            }
            default -> Optional.empty();
        };
    }
}
