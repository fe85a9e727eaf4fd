package dev.coffer.docker.tools;

import dev.coffer.docker.tools.HelperRules.After;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Docker's own library for config.json ({@code github.com/docker/cli/cli/config}), as the programs use it that are built
 * on it.
 *
 * @param readsVariable whether it knows {@code DOCKER_AUTH_CONFIG}, as it does since 28.3
 * @param stopsAtMistake whether the program stops when the file cannot be loaded whole, or goes on with what there is
 * @param looksForStore whether a helper that is installed serves a file without any credential
 * @param helperFailed what the program does when a helper fails
 */
record DockerLibrary(boolean readsVariable, boolean stopsAtMistake, boolean looksForStore, After helperFailed) {
    private static final String MISTAKE_AT_LOADING = "it stops there, and reads no auth of its entries";

    /** The only file: {@code config.json} in docker's folder. */
    Sources inDockersFolder() {
        return inquiry -> List.of(open(FilePlaces.dockerConfig(inquiry), inquiry));
    }

    /** Opens a file, with the variable before it. */
    Source open(Path file, Inquiry inquiry) throws StoppedException {
        Source fileSource = openFile(file, inquiry);
        if (!readsVariable) {
            return fileSource;
        }
        Optional<DocumentSource> variable = DockerAuthConfig.open(inquiry);
        if (variable.isEmpty()) {
            return fileSource;
        }
        return (asking, inquiryNow) -> {
            Optional<ToolOutcome.Uses> found = variable.get().ask(asking, inquiryNow);
            return found.isPresent() ? found : fileSource.ask(asking, inquiryNow);
        };
    }

    private Source openFile(Path file, Inquiry inquiry) throws StoppedException {
        Holder holder = new Holder.InFile(file);
        return switch (inquiry.files().first(file)) {
            case Parsed.Missing() -> {
                inquiry.note(file, "is not there");
                yield source(ConfigDocument.empty(holder), Values::docker, inquiry);
            }
            case Parsed.Empty() -> {
                inquiry.note(file, "is empty");
                yield source(ConfigDocument.empty(holder), Values::docker, inquiry);
            }
            case Parsed.Unusable(String why) -> {
                mistake(file, why, "nothing of it is used", inquiry);
                yield source(ConfigDocument.empty(holder), Values::docker, inquiry);
            }
            case Parsed.Json(var value) ->
                decoded(file, GoConfig.decode(value, holder, GoConfig.Shape.DOCKER), inquiry);
        };
    }

    private Source decoded(Path file, GoConfig config, Inquiry inquiry) throws StoppedException {
        if (config.mistake().isPresent()) {
            mistake(file, config.mistake().get(), MISTAKE_AT_LOADING, inquiry);
            return source(config.document(), Values::fields, inquiry);
        }
        Optional<ConfigEntry> bad = config.document().entries().stream()
                .filter(entry -> !Values.isDecodable(entry))
                .findFirst();
        if (bad.isPresent()) {
            String what = "the auth of the entry " + Inquiry.shownKey(bad.get().key()) + " cannot be decoded";
            mistake(file, what, "what it read before that is a matter of luck", inquiry);
            return source(config.document(), Values::dockerInterrupted, inquiry);
        }
        return source(config.document(), Values::docker, inquiry);
    }

    private void mistake(Path file, String what, String otherwise, Inquiry inquiry) throws StoppedException {
        if (stopsAtMistake) {
            inquiry.note(file, what);
            throw new StoppedException(inquiry.shown(file) + ": " + what);
        }
        inquiry.note(file, what + "; " + otherwise);
    }

    private DocumentSource source(ConfigDocument document, Values values, Inquiry inquiry) {
        ConfigDocument withStore = looksForStore ? DefaultStore.addedTo(document, inquiry) : document;
        return new DocumentSource(withStore, DocumentRules.docker(helperFailed, values));
    }
}
