package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.json.JsonNull;
import dev.coffer.docker.json.JsonObject;
import dev.coffer.docker.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file as jib asks it: for one alias of the registry after the other, {@code credHelpers}, else {@code credsStore},
 * then the entries. Whatever a helper does wrong, the entries are asked.
 *
 * @param flat whether it holds the entries alone, as {@code .dockercfg}
 */
record JibFile(Path file, boolean flat) implements Source {
    /** Azure's sign that the password is not one. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException {
        return switch (inquiry.files().first(file)) {
            case Parsed.Missing ignored -> Optional.empty();
            case Parsed.Empty ignored -> passedOver("is empty", inquiry);
            case Parsed.Unusable unusable -> passedOver(unusable.why(), inquiry);
            case Parsed.Json json -> ask(json.value(), asking, inquiry);
        };
    }

    private Optional<ToolOutcome.Uses> passedOver(String why, Inquiry inquiry) {
        inquiry.note(file, why + "; jib says so and goes on");
        return Optional.empty();
    }

    private Optional<ToolOutcome.Uses> ask(JsonValue value, Asking asking, Inquiry inquiry) throws StoppedException {
        if (value instanceof JsonNull) {
            throw new StoppedException(inquiry.shown(file) + " holds null");
        }
        if (!(value instanceof JsonObject object)) {
            return passedOver("is " + value.describe(), inquiry);
        }
        JavaConfig config = new JavaConfig(new Holder.InFile(file), object, true);
        Optional<JsonValue> auths = config.member("auths");
        if (!flat && auths.isPresent() && !(auths.get() instanceof JsonObject)) {
            if (auths.get() instanceof JsonNull) {
                throw new StoppedException(inquiry.shown(file) + " has null in place of auths");
            }
            return passedOver("has " + auths.get().describe() + " in place of auths", inquiry);
        }
        for (String alias : asking.entryKeys()) {
            Optional<ToolOutcome.Uses> found = flat ? Optional.empty() : askHelper(config, alias, inquiry);
            if (found.isEmpty()) {
                List<ConfigEntry> entries = flat ? config.entries(object) : config.entries();
                found = askEntries(entries, alias, inquiry);
            }
            if (found.isPresent()) {
                return found;
            }
        }
        inquiry.note(file, "gives nothing for " + Inquiry.shownKeys(asking.entryKeys()));
        return Optional.empty();
    }

    private static Optional<ToolOutcome.Uses> askHelper(JavaConfig config, String alias, Inquiry inquiry)
            throws StoppedException {
        Optional<JavaHelper> helper = helper(config, alias);
        return helper.isEmpty() ? Optional.empty() : answer(helper.get(), inquiry);
    }

    /** What jib takes from a helper: an answer, whatever the status. */
    static Optional<ToolOutcome.Uses> answer(JavaHelper helper, Inquiry inquiry) throws StoppedException {
        HelperReply reply = helper.run(inquiry);
        if (reply instanceof HelperReply.Silent) {
            throw helper.waitsForEver();
        }
        Optional<HelperReply.Answer> printed =
                switch (reply) {
                    case HelperReply.Answer answer -> Optional.of(answer);
                    case HelperReply.Failed failed -> failed.printed();
                    default -> Optional.empty();
                };
        if (printed.isEmpty()) {
            return Optional.empty();
        }
        HelperReply.Answer answer = printed.get();
        // stderr is read after stdout has ended.
        if (JavaHelper.fillsPipe(answer.stderrBytes())) {
            throw helper.waitsForEver();
        }
        return answer.username().isEmpty() || answer.secret().isEmpty()
                ? Optional.empty()
                : Optional.of(helper.uses(JavaAuth.loginOrToken(answer.username(), answer.secret())));
    }

    /** It is asked for the key that names it; the general one for the alias. */
    private static Optional<JavaHelper> helper(JavaConfig config, String alias) {
        List<String> keys = new ArrayList<>(config.credHelpers().keySet());
        Optional<String> key = first(keys, alias);
        return key.isPresent()
                ? Optional.of(new JavaHelper(config.credHelpers().getOrDefault(key.get(), ""), key.get()))
                : config.credsStore().map(name -> new JavaHelper(name, alias));
    }

    private Optional<ToolOutcome.Uses> askEntries(List<ConfigEntry> entries, String alias, Inquiry inquiry)
            throws StoppedException {
        Optional<String> key = first(entries.stream().map(ConfigEntry::key).toList(), alias);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        for (ConfigEntry entry : entries) {
            if (entry.key().equals(key.get())) {
                return read(entry, inquiry)
                        .map(credential ->
                                new ToolOutcome.Uses(credential, new CredentialPlace.Entry(file, entry.key())));
            }
        }
        return Optional.empty();
    }

    private Optional<ToolCredential> read(ConfigEntry entry, Inquiry inquiry) throws StoppedException {
        String shown = "the entry " + Inquiry.shownKey(entry.key());
        if (entry.auth().isPresent()) {
            ToolCredential login = JavaAuth.login(JavaAuth.decoded(entry.auth().get(), entry), entry);
            boolean nobody = login.username().orElse("").equals(NOBODY)
                    && login.password().orElseThrow().isEmpty();
            if (entry.identityToken().isPresent() && nobody) {
                inquiry.note(file, shown + " is used, with its identity token");
                return Optional.of(ToolCredential.ofIdentityToken(
                        Secret.ofText(entry.identityToken().get())));
            }
            inquiry.note(file, shown + " is used" + (entry.identityToken().isPresent() ? ", without its token" : ""));
            return Optional.of(JavaAuth.loginOrToken(
                    login.username().orElseThrow(), login.password().orElseThrow()));
        }
        if (entry.username().isPresent() && entry.password().isPresent()) {
            inquiry.note(file, shown + " is used");
            return Optional.of(JavaAuth.loginOrToken(
                    entry.username().get(), Secret.ofText(entry.password().get())));
        }
        inquiry.note(file, shown + " has neither auth nor user name and password");
        return Optional.empty();
    }

    /** The first key by kind of match: the name, its URL, the name with a path, its URL with a path. */
    private static Optional<String> first(List<String> keys, String name) {
        String url = "https://" + name;
        List<Predicate<String>> kinds =
                List.of(name::equals, url::equals, key -> key.startsWith(name + "/"), key -> key.startsWith(url + "/"));
        for (Predicate<String> kind : kinds) {
            Optional<String> match = keys.stream().filter(kind).findFirst();
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }
}
