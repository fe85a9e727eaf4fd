package dev.coffer.docker.tools;

import dev.coffer.docker.tools.DocumentRules.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One document, asked by a tool's rules. */
record DocumentSource(ConfigDocument document, DocumentRules rules) implements Source {
    /** What one part of the document gives. */
    private sealed interface Found {
        record Credential(ToolOutcome.Uses uses) implements Found {}

        record GoOn() implements Found {}

        record Nothing() implements Found {}
    }

    @Override
    public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException {
        for (Part part : rules.order()) {
            Found found = part == Part.HELPER ? askHelper(asking, inquiry) : askEntries(asking, inquiry);
            if (found instanceof Found.Credential(ToolOutcome.Uses uses)) {
                return Optional.of(uses);
            }
            if (found instanceof Found.Nothing) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Found askHelper(Asking asking, Inquiry inquiry) throws StoppedException {
        Optional<HelperCall> call = HelperCall.named(document, asking, rules.helpers(), inquiry);
        if (call.isEmpty()) {
            return new Found.GoOn();
        }
        return switch (call.get().run(rules.helpers(), inquiry)) {
            case HelperCall.Result.Found(ToolOutcome.Uses uses) ->
                new Found.Credential(withRegistryToken(uses, asking, inquiry));
            case HelperCall.Result.None none ->
                switch (none.after()) {
                    case NEXT_PART -> new Found.GoOn();
                    case ERROR -> throw new StoppedException(none.why());
                    case NOTHING -> nothingBesideHelper(asking, inquiry);
                };
        };
    }

    /** Docker overwrites user, password and identity token of the entry with the helper's, and nothing else. */
    private ToolOutcome.Uses withRegistryToken(ToolOutcome.Uses uses, Asking asking, Inquiry inquiry) {
        Optional<ToolOutcome.Uses> entry = entryBesideHelper(asking, inquiry);
        if (entry.isEmpty()) {
            return uses;
        }
        ToolCredential credential = uses.credential();
        return new ToolOutcome.Uses(
                new ToolCredential(
                        credential.username(),
                        credential.password(),
                        credential.identityToken(),
                        entry.get().credential().registryToken()),
                uses.place());
    }

    private Found nothingBesideHelper(Asking asking, Inquiry inquiry) {
        Optional<ToolOutcome.Uses> entry = entryBesideHelper(asking, inquiry);
        if (entry.isPresent()) {
            inquiry.note(document.holder().shown(inquiry), "only the registrytoken of the entry is left");
            return new Found.Credential(new ToolOutcome.Uses(
                    new ToolCredential(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            entry.get().credential().registryToken()),
                    entry.get().place()));
        }
        List<ConfigEntry> hidden = rules.matching().matches(asking, document.entries());
        if (!hidden.isEmpty()) {
            inquiry.note(
                    document.holder().shown(inquiry),
                    "its entry " + Inquiry.shownKeys(keys(hidden)) + " is not read, because a helper stands before it");
        }
        return new Found.Nothing();
    }

    private Optional<ToolOutcome.Uses> entryBesideHelper(Asking asking, Inquiry inquiry) {
        if (!rules.keepsRegistryToken()) {
            return Optional.empty();
        }
        List<ConfigEntry> matches = rules.matching().matches(asking, document.entries());
        if (matches.stream()
                .noneMatch(entry -> !entry.registryToken().orElse("").isEmpty())) {
            return Optional.empty();
        }
        ConfigEntry entry = inquiry.chance().pick(matches);
        return rules.values().read(entry, inquiry) instanceof Value.Usable(ToolCredential credential)
                        && credential.registryToken().isPresent()
                ? Optional.of(new ToolOutcome.Uses(credential, document.holder().entry(entry.key())))
                : Optional.empty();
    }

    private Found askEntries(Asking asking, Inquiry inquiry) throws StoppedException {
        String where = document.holder().shown(inquiry);
        List<ConfigEntry> matches = rules.matching().matches(asking, document.entries());
        if (matches.isEmpty()) {
            inquiry.note(where, "has no entry for " + Inquiry.shownKeys(asking.entryKeys()));
            return new Found.GoOn();
        }
        if (matches.size() > 1) {
            inquiry.note(
                    where,
                    "the entries " + Inquiry.shownKeys(keys(matches))
                            + " serve this host alike, and any of them is taken");
        }
        ConfigEntry entry = inquiry.chance().pick(matches);
        String shown = Inquiry.shownKey(entry.key());
        return switch (rules.values().read(entry, inquiry)) {
            case Value.Usable(ToolCredential credential) -> {
                boolean exact = asking.entryKeys().contains(entry.key());
                inquiry.note(where, "the entry " + shown + (exact ? " is used" : " serves the whole host"));
                yield new Found.Credential(
                        new ToolOutcome.Uses(credential, document.holder().entry(entry.key())));
            }
            case Value.Nothing(String why) -> {
                inquiry.note(where, "the entry " + shown + " gives nothing: " + why);
                yield new Found.GoOn();
            }
            case Value.Broken(String why) -> {
                inquiry.note(where, "the entry " + shown + " cannot be read: " + why);
                throw new StoppedException("the entry " + shown + " of " + where + " cannot be read: " + why);
            }
        };
    }

    private static List<String> keys(List<ConfigEntry> entries) {
        List<String> keys = new ArrayList<>();
        for (ConfigEntry entry : entries) {
            keys.add(entry.key());
        }
        return keys;
    }
}
