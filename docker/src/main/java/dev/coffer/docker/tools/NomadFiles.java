package dev.coffer.docker.tools;

import dev.coffer.docker.tools.DocumentRules.Part;
import dev.coffer.docker.tools.HelperRules.After;
import dev.coffer.docker.tools.HelperRules.EmptyName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nomad's docker driver: the file that the plugin's {@code auth.config} names, its entries before its helpers, then the
 * plugin's {@code auth.helper}. A task's own {@code auth} stands before all that and is no file of the machine.
 */
final class NomadFiles {
    private static final HelperRules HELPERS =
            new HelperRules(EmptyName.GENERAL_HELPER, true, false, After.ERROR, After.ERROR, After.ERROR);
    private static final DocumentRules RULES = new DocumentRules(
            List.of(Part.ENTRIES, Part.HELPER),
            HELPERS,
            Matching.exactThenHost(KeyHosts::docker),
            NomadFiles::value,
            false);

    private NomadFiles() {}

    /** Docker Hub's entry has its URL; helpers are asked for the name of the index. */
    static List<Asking> keys(Target target) {
        return target.isHub()
                ? List.of(new Asking(Hub.URL, "docker.io", List.of(Hub.URL), Hub.URL))
                : List.of(Asking.forKey(target.registry()));
    }

    static List<Source> open(Inquiry inquiry) throws StoppedException {
        NomadSetting setting = NomadSetting.read(inquiry);
        List<Source> sources = new ArrayList<>();
        if (setting.config().isPresent()) {
            sources.add(file(setting.config().get(), inquiry));
        }
        setting.helper().ifPresent(name -> sources.add((asking, now) -> helper(name, asking, now)));
        return sources;
    }

    private static Source file(Path file, Inquiry inquiry) throws StoppedException {
        return switch (inquiry.files().first(file)) {
            case Parsed.Missing() -> throw stopped(file, "is not there", inquiry);
            case Parsed.Unusable(String why) -> throw stopped(file, why, inquiry);
            case Parsed.Empty() -> new DocumentSource(ConfigDocument.empty(new Holder.InFile(file)), RULES);
            case Parsed.Json(var value) -> {
                GoConfig config = GoConfig.decode(value, new Holder.InFile(file), GoConfig.Shape.DOCKER);
                if (config.mistake().isPresent()) {
                    throw stopped(file, config.mistake().get(), inquiry);
                }
                for (ConfigEntry entry : config.document().entries()) {
                    if (!Values.isDecodable(entry)) {
                        throw stopped(
                                file,
                                "the auth of the entry " + Inquiry.shownKey(entry.key()) + " cannot be decoded",
                                inquiry);
                    }
                }
                yield new DocumentSource(config.document(), RULES);
            }
        };
    }

    private static StoppedException stopped(Path file, String why, Inquiry inquiry) {
        inquiry.note(file, why);
        return new StoppedException(inquiry.shown(file) + ": " + why);
    }

    private static Optional<ToolOutcome.Uses> helper(String name, Asking asking, Inquiry inquiry)
            throws StoppedException {
        return switch (new HelperCall(name, asking.helperInput()).run(HELPERS, inquiry)) {
            case HelperCall.Result.Found(ToolOutcome.Uses uses) -> Optional.of(uses);
            case HelperCall.Result.None none -> throw new StoppedException(none.why());
        };
    }

    /** An entry that is there counts, even with nothing in it; a token alone is dropped. */
    private static Value value(ConfigEntry entry, Inquiry inquiry) {
        return Values.docker(entry, inquiry) instanceof Value.Usable(ToolCredential credential)
                ? new Value.Usable(credential)
                : new Value.Usable(
                        new ToolCredential(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** A user name and a password; without them an identity token is dropped as well. */
    static Optional<String> lackOf(ToolCredential credential) {
        return Sends.tokenOrFullLogin(
                new ToolCredential(credential.username(), credential.password(), Optional.empty(), Optional.empty()));
    }
}
