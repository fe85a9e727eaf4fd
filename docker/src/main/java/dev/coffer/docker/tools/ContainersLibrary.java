package dev.coffer.docker.tools;

import dev.coffer.docker.containers.CredentialHelpers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * containers/image, on which podman, buildah, skopeo and CRI-O are built: the helpers that registries.conf lists, and
 * among them a chain of files.
 *
 * @param named which file the environment or an option names
 * @param namedIsOnly whether that file is then the only one, as since 5.24
 * @param namedMustExist whether the tool stops when that file is not there
 * @param readsConfVariables whether the environment may name another registries.conf
 */
record ContainersLibrary(NamedFile named, boolean namedIsOnly, boolean namedMustExist, boolean readsConfVariables) {
    /** The file that is named before all others. */
    @FunctionalInterface
    interface NamedFile {
        Optional<AuthFile> in(Inquiry inquiry);

        /** {@code $REGISTRY_AUTH_FILE}. */
        static Optional<AuthFile> variable(Inquiry inquiry) {
            return inquiry.pathIn("REGISTRY_AUTH_FILE").map(path -> new AuthFile(path, false));
        }

        /** {@code $REGISTRY_AUTH_FILE}, else docker's file when {@code $DOCKER_CONFIG} is set. */
        static Optional<AuthFile> variableOrDockers(Inquiry inquiry) {
            return variable(inquiry)
                    .or(() -> FilePlaces.dockerConfigNamed(inquiry).map(path -> new AuthFile(path, false)));
        }
    }

    /** One file of the chain. */
    record AuthFile(Path path, boolean flat) {}

    /** Opens the list of helpers with the files among them. */
    Sources sources() {
        return inquiry -> {
            checkNamed(inquiry);
            return List.of(new HelperList(CredentialHelperSetting.read(inquiry, readsConfVariables), files(inquiry)));
        };
    }

    private void checkNamed(Inquiry inquiry) throws StoppedException {
        Optional<Path> explicit = named.in(inquiry).map(AuthFile::path);
        if (namedMustExist
                && explicit.isPresent()
                && inquiry.world().read(explicit.get()) instanceof FileContent.Missing) {
            String why = "is not there, and the tool does not go on without it";
            inquiry.note(explicit.get(), why);
            throw new StoppedException(inquiry.shown(explicit.get()) + " " + why);
        }
    }

    /** The files in the order in which they are asked. */
    List<AuthFile> files(Inquiry inquiry) {
        List<AuthFile> files = new ArrayList<>();
        Optional<AuthFile> explicit = named.in(inquiry);
        explicit.ifPresent(files::add);
        if (explicit.isPresent() && namedIsOnly) {
            return files;
        }
        if (explicit.isEmpty()) {
            files.add(new AuthFile(FilePlaces.containersPrimary(inquiry), false));
        }
        files.add(new AuthFile(FilePlaces.containersConfig(inquiry), false));
        files.add(new AuthFile(FilePlaces.dockerConfig(inquiry), false));
        files.add(new AuthFile(FilePlaces.dockercfg(inquiry), true));
        return files;
    }

    /** Asks one after the other until one answers; a failure only counts when none does. */
    private record HelperList(List<String> helpers, List<AuthFile> files) implements Source {
        @Override
        public Optional<ToolOutcome.Uses> ask(Asking asking, Inquiry inquiry) throws StoppedException {
            Optional<StoppedException> failure = Optional.empty();
            for (String helper : helpers) {
                try {
                    Optional<ToolOutcome.Uses> found = helper.equals(CredentialHelpers.AUTH_FILES)
                            ? askFiles(asking, inquiry)
                            : askHelper(new HelperCall(helper, asking.helperInput()), inquiry);
                    if (found.isPresent()) {
                        return found;
                    }
                } catch (StoppedException stopped) {
                    failure = failure.or(() -> Optional.of(stopped));
                }
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            return Optional.empty();
        }

        private static Optional<ToolOutcome.Uses> askHelper(HelperCall call, Inquiry inquiry) throws StoppedException {
            return switch (call.run(HelperRules.containers(), inquiry)) {
                case HelperCall.Result.Found(ToolOutcome.Uses uses) -> Optional.of(uses);
                case HelperCall.Result.None none -> {
                    if (none.after() == HelperRules.After.ERROR) {
                        throw new StoppedException(none.why());
                    }
                    yield Optional.empty();
                }
            };
        }

        private Optional<ToolOutcome.Uses> askFiles(Asking asking, Inquiry inquiry) throws StoppedException {
            for (AuthFile file : files) {
                Optional<DocumentSource> source = open(file, inquiry);
                if (source.isPresent()) {
                    Optional<ToolOutcome.Uses> found = source.get().ask(asking, inquiry);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        }

        private static Optional<DocumentSource> open(AuthFile file, Inquiry inquiry) throws StoppedException {
            Path path = file.path();
            switch (inquiry.files().whole(path)) {
                case Parsed.Missing() -> {
                    inquiry.note(path, "is not there");
                    return Optional.empty();
                }
                case Parsed.Empty() -> throw stopped(path, "is empty, which is not JSON", inquiry);
                case Parsed.Unusable(String why) -> throw stopped(path, why, inquiry);
                case Parsed.Json(var value) -> {
                    GoConfig config = GoConfig.decode(
                            value,
                            new Holder.InFile(path),
                            file.flat() ? GoConfig.Shape.FLAT : GoConfig.Shape.CONTAINERS);
                    if (config.mistake().isPresent()) {
                        throw stopped(path, config.mistake().get(), inquiry);
                    }
                    return Optional.of(new DocumentSource(
                            config.document(),
                            file.flat() ? DocumentRules.containersFlat() : DocumentRules.containers()));
                }
            }
        }

        private static StoppedException stopped(Path file, String why, Inquiry inquiry) {
            inquiry.note(file, why);
            return new StoppedException(inquiry.shown(file) + ": " + why);
        }
    }
}
